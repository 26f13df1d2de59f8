-- Takes: the subjects of a log-in and of an address, the time of the attempt.
-- Gives: nothing.
-- Locks: the removed rows.
-- Why: a right password ends the count for the person; for the address only this attempt goes, lest one good account
--      clears the way for guessing others.
DELETE FROM login_failure
WHERE subject = %(login)s::text OR (subject = %(address)s::text AND at = %(at)s::timestamptz)
