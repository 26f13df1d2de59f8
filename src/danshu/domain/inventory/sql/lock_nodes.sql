-- Takes: SKU ids.
-- Gives: sku_id, warehouse_id, on_hand, allocated, frozen of all their nodes.
-- Locks: these nodes, in key order.
-- Why: sourcing compares every warehouse of a SKU, and must find them as it left them when it writes.
SELECT sku_id, warehouse_id, on_hand_qty, allocated_qty, frozen_qty
FROM stock_node
WHERE sku_id = ANY(%(sku_ids)s::int[])
ORDER BY sku_id, warehouse_id
FOR UPDATE
