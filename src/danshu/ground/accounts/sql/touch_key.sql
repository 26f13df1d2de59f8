-- Takes: a key's id, now.
-- Gives: nothing.
-- Locks: the key's row.
-- Why: a key that nobody uses is one to revoke.
UPDATE api_key SET used_at = %(at)s::timestamptz WHERE id = %(id)s::int
