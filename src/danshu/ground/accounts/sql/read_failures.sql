-- Takes: subjects, a time.
-- Gives: subject, at of the failures since then.
-- Locks: nothing.
-- Why: too many failures of a log-in or an address within a quarter of an hour close the door.
SELECT subject, at FROM login_failure WHERE subject = ANY(%(subjects)s::text[]) AND at > %(since)s::timestamptz
