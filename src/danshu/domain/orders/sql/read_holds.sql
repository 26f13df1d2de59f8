-- Takes: order ids whose orders are locked.
-- Gives: order id, code, at, source, reason, released_at, released_by of their open holds and of those that a person released.
-- Locks: nothing; the order's lock covers its holds.
-- Why: what a person has released is not held again for the same reason; other released holds are history.
SELECT order_id, code, at, source, reason, released_at, released_by
FROM order_hold
WHERE order_id = ANY(%(order_ids)s::bigint[]) AND (released_at IS NULL OR released_by ~ '^(user|api):')
ORDER BY order_id, at
