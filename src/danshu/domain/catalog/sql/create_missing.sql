-- Takes: (code, name) pairs, a time.
-- Gives: nothing.
-- Locks: the new rows.
-- Why: an import of past orders brings its own catalog; codes that exist stay as they are.
INSERT INTO sku (code, name, created_at)
SELECT code, name, %(at)s::timestamptz
FROM unnest(%(codes)s::text[], %(names)s::text[]) AS item (code, name)
ORDER BY code
ON CONFLICT (code) DO NOTHING
