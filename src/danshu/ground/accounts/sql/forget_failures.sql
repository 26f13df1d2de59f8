-- Takes: a time.
-- Gives: nothing.
-- Locks: the removed rows.
-- Why: failures older than the window count no more.
DELETE FROM login_failure WHERE at < %(until)s::timestamptz
