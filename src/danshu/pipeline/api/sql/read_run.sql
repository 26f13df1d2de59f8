-- Takes: a run's id.
-- Gives: id, action, state, total, done, counts, actor, created_at, finished_at, undo_of, undone_by.
-- Locks: nothing.
-- Why: progress of a long action, and its result.
SELECT r.id, r.action, r.state, r.total, r.done,
       (SELECT jsonb_object_agg(c.outcome, c.n)
        FROM (SELECT outcome, count(*) AS n FROM action_item WHERE run_id = r.id AND outcome IS NOT NULL GROUP BY outcome) AS c),
       r.actor, r.created_at, r.finished_at, r.undo_of, (SELECT min(u.id) FROM action_run AS u WHERE u.undo_of = r.id)
FROM action_run AS r
WHERE r.id = %(run_id)s::bigint
