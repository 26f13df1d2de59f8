-- Takes: the digest of a session's token.
-- Gives: nothing.
-- Locks: the session's row.
-- Why: log-out ends the session on the server too.
DELETE FROM login_session WHERE token_hash = %(token_hash)s::bytea
