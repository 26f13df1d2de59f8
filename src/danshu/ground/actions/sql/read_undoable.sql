-- Takes: a run's id.
-- Gives: record id, version after, what undo needs, the last one first.
-- Locks: nothing.
-- Why: what was changed last is taken back first.
SELECT order_id, version_after, undo
FROM action_item
WHERE run_id = %(run_id)s::bigint AND outcome = 'ok' AND undo IS NOT NULL
ORDER BY position DESC
