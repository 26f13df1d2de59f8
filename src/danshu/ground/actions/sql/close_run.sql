-- Takes: a run's id, how many records were done now, whether that was all, the time.
-- Gives: nothing.
-- Locks: the run.
-- Why: progress is counted in the transaction that made it.
UPDATE action_run
SET done = done + %(added)s::int,
    state = CASE WHEN %(finished)s::boolean THEN 'done' ELSE 'running' END,
    finished_at = CASE WHEN %(finished)s::boolean THEN %(at)s::timestamptz END
WHERE id = %(run_id)s::bigint
