-- Takes: the digest of a token, user id, CSRF token, now, when it ends, address and program of the caller.
-- Gives: nothing.
-- Locks: the new session, the person's row.
-- Why: the token itself is known to the browser only.
WITH seen AS (
    UPDATE app_user SET last_login_at = %(at)s::timestamptz WHERE id = %(user_id)s::int
)
INSERT INTO login_session (token_hash, user_id, csrf_token, created_at, seen_at, expires_at, address, agent)
VALUES (
    %(token_hash)s::bytea, %(user_id)s::int, %(csrf_token)s::text, %(at)s::timestamptz, %(at)s::timestamptz,
    %(expires_at)s::timestamptz, %(address)s::text, %(agent)s::text
)
