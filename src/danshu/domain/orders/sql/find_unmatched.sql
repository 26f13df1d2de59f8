-- Takes: a shop, an item code, stages, a limit.
-- Gives: ids of orders in these stages with an open line of the item that has no SKU, where the item has one by now.
-- Locks: nothing.
-- Why: who maps an item wants its orders to move; the index of unmatched lines finds them.
SELECT DISTINCT o.id
FROM order_line AS l
JOIN orders AS o ON o.id = l.order_id
LEFT JOIN listing AS m ON m.shop_id = o.shop_id AND m.item_code = l.item_code
LEFT JOIN sku AS own ON m.sku_id IS NULL AND own.code = l.item_code
JOIN sku AS s ON s.id = coalesce(m.sku_id, own.id)
WHERE l.sku_id IS NULL AND l.item_code = %(item_code)s::text AND l.kind = 0 AND l.qty > l.cancelled_qty
  AND o.shop_id = %(shop_id)s::int AND o.stage = ANY(%(stages)s::text[])
  AND (NOT s.is_bundle OR EXISTS (SELECT FROM bundle_component AS c WHERE c.bundle_id = s.id))
ORDER BY o.id
LIMIT %(row_count_max)s::int
