-- Takes: a new key's columns with the digest of the key.
-- Gives: id, name, prefix, scopes, warehouse_ids, created_by, created_at, used_at, revoked_at.
-- Locks: the new row.
-- Why: the key itself is shown once and stored nowhere.
INSERT INTO api_key (name, prefix, key_hash, scopes, warehouse_ids, created_by, created_at)
VALUES (
    %(name)s::text, %(prefix)s::text, %(key_hash)s::bytea, %(scopes)s::text[], %(warehouse_ids)s::int[],
    %(created_by)s::text, %(at)s::timestamptz
)
RETURNING id, name, prefix, scopes, warehouse_ids, created_by, created_at, used_at, revoked_at
