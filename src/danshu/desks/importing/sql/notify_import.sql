-- Takes: what to tell.
-- Gives: nothing.
-- Locks: nothing.
-- Why: the import page moves without asking again and again.
SELECT pg_notify('danshu_changed', %(payload)s::text)
