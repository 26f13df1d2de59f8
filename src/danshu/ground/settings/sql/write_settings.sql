-- Takes: keys with JSON values, when and by whom.
-- Gives: nothing.
-- Locks: these settings, in key order.
-- Why: the version tells two people that they edit the same setting.
INSERT INTO setting (key, value, updated_at, updated_by)
SELECT key, value::jsonb, %(at)s::timestamptz, %(actor)s::text
FROM unnest(%(keys)s::text[], %(values)s::text[]) AS item (key, value)
ORDER BY key
ON CONFLICT (key) DO UPDATE
SET value = excluded.value, version = setting.version + 1, updated_at = excluded.updated_at, updated_by = excluded.updated_by
