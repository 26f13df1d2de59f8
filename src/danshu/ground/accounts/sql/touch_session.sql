-- Takes: the digest of a session's token, now.
-- Gives: nothing.
-- Locks: the session's row.
-- Why: a session that is used stays alive.
UPDATE login_session SET seen_at = %(at)s::timestamptz WHERE token_hash = %(token_hash)s::bytea
