-- Takes: a channel and a payload.
-- Gives: nothing.
-- Locks: nothing; the message leaves at commit.
-- Why: one message a batch tells open pages what to read anew.
SELECT pg_notify(%(channel)s::text, %(payload)s::text)
