-- Takes: a user id, the digest of a session to keep (NULL = none).
-- Gives: nothing.
-- Locks: the sessions' rows.
-- Why: a new password or a closed account ends what was opened before.
DELETE FROM login_session
WHERE user_id = %(user_id)s::int AND token_hash IS DISTINCT FROM %(but)s::bytea
