-- Takes: a time.
-- Gives: nothing.
-- Locks: keys made before it.
-- Why: nobody repeats a request after a day, and the table would only grow.
DELETE FROM idempotency_key WHERE created_at < %(until)s::timestamptz
