-- Takes: caller, key, a digest of the request, now, since when keys are kept, before when an unfinished one is dead.
-- Gives: the key when it was taken, no row when somebody has it.
-- Locks: the key's row.
-- Why: one statement decides who runs; a key past its day, or left by a process that died, is free again.
INSERT INTO idempotency_key AS k (caller, key, request_hash, created_at)
VALUES (%(caller)s::text, %(key)s::text, %(digest)s::bytea, %(at)s::timestamptz)
ON CONFLICT (caller, key) DO UPDATE
SET request_hash = excluded.request_hash, status = NULL, body = NULL, created_at = excluded.created_at
WHERE k.created_at < %(kept_from)s::timestamptz
   OR (k.status IS NULL AND k.created_at < %(dead_before)s::timestamptz AND k.request_hash = excluded.request_hash)
RETURNING k.key
