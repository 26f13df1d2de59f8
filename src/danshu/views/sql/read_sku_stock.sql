-- Takes: a SKU id, warehouse ids (NULL for all).
-- Gives: the SKU, its pool, its warehouses and the number of orders that wait for it, as JSON; no row for an unknown SKU.
-- Locks: nothing.
-- Why: one statement for one screen. Orders that wait are few beside those that ever had the SKU, so they lead.
SELECT jsonb_build_object(
    'sku', jsonb_build_object('id', k.id::text, 'code', k.code, 'name', k.name, 'attributes', k.attributes),
    'on_hand', coalesce(p.on_hand_qty, 0), 'to_ship', coalesce(p.to_ship_qty, 0), 'unpaid', coalesce(p.unpaid_qty, 0),
    'frozen', coalesce(p.frozen_qty, 0), 'returning', coalesce(p.returning_qty, 0), 'counts_returning', coalesce(p.counts_returning, false),
    'nodes', coalesce((
        SELECT jsonb_agg(jsonb_build_object(
            'warehouse', jsonb_build_object('id', w.id::text, 'name', w.name), 'on_hand', n.on_hand_qty, 'allocated', n.allocated_qty,
            'frozen', n.frozen_qty, 'free', n.on_hand_qty - n.allocated_qty - n.frozen_qty) ORDER BY w.id)
        FROM stock_node AS n JOIN warehouse AS w ON w.id = n.warehouse_id
        WHERE n.sku_id = k.id AND (%(warehouse_ids)s::int[] IS NULL OR n.warehouse_id = ANY(%(warehouse_ids)s::int[]))), '[]'),
    'short_orders', (
        SELECT count(*)
        FROM order_hold AS h JOIN orders AS o ON o.id = h.order_id
        WHERE h.code = 'stock.short' AND h.released_at IS NULL
          AND (%(warehouse_ids)s::int[] IS NULL OR o.warehouse_ids && %(warehouse_ids)s::int[])
          AND (SELECT bool_or(l.sku_id = k.id AND l.kind <> 1 AND l.qty - l.cancelled_qty - l.shipped_qty - l.reserved_qty > 0)
               FROM order_line AS l WHERE l.order_id = h.order_id)))
FROM sku AS k LEFT JOIN stock_pool AS p ON p.sku_id = k.id
WHERE k.id = %(sku_id)s::int
