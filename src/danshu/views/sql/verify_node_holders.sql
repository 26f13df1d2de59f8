-- Takes: a limit.
-- Gives: record, detail: warehouse allocations that differ from open fulfillment orders.
-- Locks: nothing.
-- Why: every allocated unit belongs to a fulfillment order.
SELECT record, detail FROM (
    SELECT format('SKU %%s in warehouse %%s', coalesce(n.sku_id, f.sku_id), coalesce(n.warehouse_id, f.warehouse_id)) AS record,
           format('allocated %%s, in open fulfillment orders %%s', n.allocated_qty, f.qty) AS detail
    FROM stock_node AS n
    FULL JOIN (
        SELECT l.sku_id, f.warehouse_id, sum(l.qty - l.shipped_qty) AS qty
        FROM fulfillment_order AS f JOIN fulfillment_line AS l ON l.fulfillment_id = f.id
        WHERE f.state IN ('planned', 'released', 'picking')
        GROUP BY l.sku_id, f.warehouse_id
    ) AS f ON f.sku_id = n.sku_id AND f.warehouse_id = n.warehouse_id
    WHERE coalesce(n.allocated_qty, 0) <> coalesce(f.qty, 0)
) AS broken
LIMIT %(row_count_max)s::int
