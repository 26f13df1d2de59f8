-- Takes: SKU ids.
-- Gives: sku_id, on_hand, to_ship, unpaid, frozen, returning, counts_returning of those that have a pool.
-- Locks: these pools, in key order.
-- Why: one lock for a batch; whoever takes pools takes them in this order and before any node, so nobody deadlocks.
SELECT sku_id, on_hand_qty, to_ship_qty, unpaid_qty, frozen_qty, returning_qty, counts_returning
FROM stock_pool
WHERE sku_id = ANY(%(sku_ids)s::int[])
ORDER BY sku_id
FOR UPDATE
