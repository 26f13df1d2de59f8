-- Takes: a key's id, now.
-- Gives: its scopes, no row when there is none to revoke.
-- Locks: the key's row.
-- Why: the record stays, because events name it as their actor.
UPDATE api_key SET revoked_at = %(at)s::timestamptz
WHERE id = %(id)s::int AND revoked_at IS NULL
RETURNING scopes
