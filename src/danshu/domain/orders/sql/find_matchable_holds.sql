-- Takes: stages, a limit.
-- Gives: ids of orders in these stages, held by sku.unmatched, with an open line whose item has a SKU by now.
-- Locks: nothing.
-- Why: a SKU with the item's code may come from anywhere (an import, another program); open holds are few, unmatched
--      lines of past orders may be millions.
SELECT DISTINCT o.id
FROM order_hold AS h
JOIN orders AS o ON o.id = h.order_id
JOIN order_line AS l ON l.order_id = o.id
LEFT JOIN listing AS m ON m.shop_id = o.shop_id AND m.item_code = l.item_code
LEFT JOIN sku AS own ON m.sku_id IS NULL AND own.code = l.item_code
JOIN sku AS s ON s.id = coalesce(m.sku_id, own.id)
WHERE h.code = 'sku.unmatched' AND h.released_at IS NULL
  AND l.sku_id IS NULL AND l.kind = 0 AND l.qty > l.cancelled_qty
  AND o.stage = ANY(%(stages)s::text[])
  AND (NOT s.is_bundle OR EXISTS (SELECT FROM bundle_component AS c WHERE c.bundle_id = s.id))
ORDER BY o.id
LIMIT %(row_count_max)s::int
