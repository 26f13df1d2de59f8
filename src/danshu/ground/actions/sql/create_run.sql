-- Takes: an action with its parameters, who asks with which rights, how many records, the run that it undoes.
-- Gives: the run's id.
-- Locks: the new row.
-- Why: a bulk action outlives the request that asked for it.
INSERT INTO action_run (action, actor, permissions, warehouse_ids, params, state, total, undo_of, created_at)
VALUES (%(action)s::text, %(actor)s::text, %(permissions)s::text[], %(warehouse_ids)s::int[], %(params)s::jsonb,
        'queued', %(total)s::int, %(undo_of)s::bigint, %(at)s::timestamptz)
RETURNING id
