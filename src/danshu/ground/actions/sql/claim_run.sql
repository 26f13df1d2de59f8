-- Takes: nothing.
-- Gives: id, action, actor, permissions, warehouse_ids, params, state, total, done, undo_of of the oldest waiting run.
-- Locks: this run; runs that another worker is at are left to it.
-- Why: a worker that dies gives the run back, at the record where it stopped.
SELECT id, action, actor, permissions, warehouse_ids, params, state, total, done, undo_of
FROM action_run
WHERE state IN ('queued', 'running')
ORDER BY id
LIMIT 1
FOR UPDATE SKIP LOCKED
