-- Takes: SKU ids, a warehouse id.
-- Gives: nothing.
-- Locks: the new rows.
-- Why: a balance row is made at the first receipt; claims on a SKU without one find nothing available.
WITH pools AS (
    INSERT INTO stock_pool (sku_id)
    SELECT id FROM unnest(%(sku_ids)s::int[]) AS id ORDER BY id
    ON CONFLICT DO NOTHING
)
INSERT INTO stock_node (sku_id, warehouse_id)
SELECT id, %(warehouse_id)s::int FROM unnest(%(sku_ids)s::int[]) AS id ORDER BY id
ON CONFLICT DO NOTHING
