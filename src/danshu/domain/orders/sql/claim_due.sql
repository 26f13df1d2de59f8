-- Takes: a time, stages that are paused, a limit.
-- Gives: ids of orders that are due.
-- Locks: these orders until the end of the transaction; orders that somebody else has locked are left out.
-- Why: this is the runner's queue: no broker, and a crash gives the orders back by itself.
SELECT id
FROM orders
WHERE run_at <= %(at)s::timestamptz AND stage <> ALL(%(paused)s::text[])
ORDER BY run_at, priority DESC, id
LIMIT %(row_count_max)s::int
FOR UPDATE SKIP LOCKED
