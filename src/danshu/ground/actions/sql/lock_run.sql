-- Takes: a run's id.
-- Gives: id, action, actor, permissions, warehouse_ids, params, state, total, done, undo_of.
-- Locks: this run.
-- Why: a small run is done at once, by the request that asked for it.
SELECT id, action, actor, permissions, warehouse_ids, params, state, total, done, undo_of
FROM action_run
WHERE id = %(run_id)s::bigint
FOR UPDATE
