-- Takes: now, the time since when an idle session is over.
-- Gives: nothing.
-- Locks: the removed rows.
-- Why: what is over only fills the table.
DELETE FROM login_session WHERE expires_at <= %(at)s::timestamptz OR seen_at <= %(idle_from)s::timestamptz
