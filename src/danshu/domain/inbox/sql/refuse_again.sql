-- Takes: quarantine ids with code, what and mend in both languages.
-- Gives: nothing.
-- Locks: these items.
-- Why: a replay that fails leaves its item open, with the reason of today.
UPDATE quarantine AS q
SET code = u.code, what_zh = u.what_zh, what_en = u.what_en, mend_zh = u.mend_zh, mend_en = u.mend_en,
    attempts = q.attempts + 1, state = 'open', resolved_at = NULL, resolution = NULL
FROM unnest(
    %(ids)s::bigint[], %(codes)s::text[], %(what_zh)s::text[], %(what_en)s::text[], %(mend_zh)s::text[],
    %(mend_en)s::text[]
) AS u (id, code, what_zh, what_en, mend_zh, mend_en)
WHERE q.id = u.id
