-- Takes: caller, key.
-- Gives: request_hash, status, body.
-- Locks: nothing.
-- Why: a repeated request gets the first one's answer.
SELECT request_hash, status, body FROM idempotency_key WHERE caller = %(caller)s::text AND key = %(key)s::text
