-- Takes: a run's id, the run that it undoes or NULL, a limit.
-- Gives: position, record id, version, what undo needs.
-- Locks: nothing; the run's lock covers its items.
-- Why: a run is done in batches, each its own transaction.
SELECT i.position, i.order_id, i.version, before.undo
FROM action_item AS i
LEFT JOIN action_item AS before
    ON before.run_id = %(undo_of)s::bigint AND before.order_id = i.order_id AND before.outcome = 'ok'
WHERE i.run_id = %(run_id)s::bigint AND i.outcome IS NULL
ORDER BY i.position
LIMIT %(row_count_max)s::int
