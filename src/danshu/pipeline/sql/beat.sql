-- Takes: a worker's name, when it started, the time, how many orders and messages it handled.
-- Gives: nothing.
-- Locks: the worker's row.
-- Why: health asks when a worker was last alive.
INSERT INTO worker_beat (worker, started_at, beat_at, handled)
VALUES (%(worker)s::text, %(started_at)s::timestamptz, %(at)s::timestamptz, %(handled)s::bigint)
ON CONFLICT (worker) DO UPDATE
SET started_at = excluded.started_at, beat_at = excluded.beat_at, handled = excluded.handled
