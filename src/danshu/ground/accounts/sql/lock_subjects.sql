-- Takes: subjects of log-in attempts, in order.
-- Gives: nothing of use.
-- Locks: an advisory lock for each subject until the end of the transaction.
-- Why: attempts that run at the same time would all count the failures before any of them is noted.
SELECT pg_advisory_xact_lock(hashtextextended(subject, 0)) FROM unnest(%(subjects)s::text[]) AS subject
