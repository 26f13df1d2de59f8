-- Takes: (SKU id, warehouse id) pairs and their new balances.
-- Gives: nothing.
-- Locks: rows that lock_nodes already holds.
-- Why: one write for each node of a batch.
UPDATE stock_node AS n
SET on_hand_qty = u.on_hand, allocated_qty = u.allocated, frozen_qty = u.frozen
FROM unnest(
    %(sku_ids)s::int[], %(warehouse_ids)s::int[], %(on_hand)s::bigint[], %(allocated)s::bigint[], %(frozen)s::bigint[]
) AS u (sku_id, warehouse_id, on_hand, allocated, frozen)
WHERE n.sku_id = u.sku_id AND n.warehouse_id = u.warehouse_id
