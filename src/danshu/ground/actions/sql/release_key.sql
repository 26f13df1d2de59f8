-- Takes: caller, key, the time of the claim.
-- Gives: nothing.
-- Locks: the key's row.
-- Why: a request that was turned away before it did anything (the database was away) may come again under its key.
DELETE FROM idempotency_key
WHERE caller = %(caller)s::text AND key = %(key)s::text AND created_at = %(at)s::timestamptz AND status IS NULL
