-- Takes: the digest of a key.
-- Gives: id, name, scopes, warehouse_ids, used_at of a key that was not revoked.
-- Locks: nothing.
-- Why: one read for who calls and what they may do.
SELECT id, name, scopes, warehouse_ids, used_at
FROM api_key
WHERE key_hash = %(key_hash)s::bytea AND revoked_at IS NULL
