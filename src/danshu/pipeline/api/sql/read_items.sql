-- Takes: a run's id, an outcome or NULL for all, the position to go on after, a limit.
-- Gives: position, record id, order number, outcome, code, version after.
-- Locks: nothing.
-- Why: every record of a bulk action has its own result.
SELECT i.position, i.order_id, o.number, i.outcome, i.code, i.version_after
FROM action_item AS i
LEFT JOIN orders AS o ON o.id = i.order_id
WHERE i.run_id = %(run_id)s::bigint AND i.position > %(after)s::int
  AND (%(outcome)s::text IS NULL OR i.outcome = %(outcome)s::text)
ORDER BY i.position
LIMIT %(row_count_max)s::int
