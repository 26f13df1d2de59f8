-- Takes: caller, key, the time of the claim, status and body of the answer.
-- Gives: nothing.
-- Locks: the key's row.
-- Why: the time of the claim fences off a request that was given up for dead.
UPDATE idempotency_key SET status = %(status)s::int, body = %(body)s::bytea
WHERE caller = %(caller)s::text AND key = %(key)s::text AND created_at = %(at)s::timestamptz AND status IS NULL
