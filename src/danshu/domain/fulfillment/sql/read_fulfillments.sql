-- Takes: order ids whose orders are locked.
-- Gives: id, order_id, warehouse_id, state, planned_at, released_at, picking_at, shipped_at, cancelled_at.
-- Locks: nothing; the order's lock covers them.
-- Why: cancelled ones are history, which only the order page reads.
SELECT id, order_id, warehouse_id, state, planned_at, released_at, picking_at, shipped_at, cancelled_at
FROM fulfillment_order
WHERE order_id = ANY(%(order_ids)s::bigint[]) AND state <> 'cancelled'
ORDER BY id
