-- Takes: an id to read below (NULL = from the newest), a limit.
-- Gives: keys as in create_key, newest first, without revoked ones.
-- Locks: nothing.
-- Why: digests are not read here.
SELECT id, name, prefix, scopes, warehouse_ids, created_by, created_at, used_at, revoked_at
FROM api_key
WHERE revoked_at IS NULL AND (%(before)s::int IS NULL OR id < %(before)s::int)
ORDER BY id DESC
LIMIT %(row_count_max)s::int
