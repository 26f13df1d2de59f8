-- Takes: a pattern and a barcode (NULL for all), warehouse ids (NULL for all), only low, only short, the code to go on from, a limit.
-- Gives: a page as JSON (balances by SKU with their warehouses, by code), and the code to go on from.
-- Locks: nothing.
-- Why: without a scope the pool tells everything; with one, the caller's warehouses do, and claims that have no place
--      yet belong to nobody there. What is short is summed once, from the orders that are held for it.
WITH short AS MATERIALIZED (
    SELECT l.sku_id, sum(l.qty - l.cancelled_qty - l.shipped_qty - l.reserved_qty) AS qty
    FROM order_hold AS h
    JOIN orders AS o ON o.id = h.order_id
    CROSS JOIN LATERAL (SELECT * FROM order_line AS l WHERE l.order_id = h.order_id OFFSET 0) AS l
    WHERE h.code = 'stock.short' AND h.released_at IS NULL AND l.kind <> 1
      AND (%(warehouse_ids)s::int[] IS NULL OR o.warehouse_ids && %(warehouse_ids)s::int[])
    GROUP BY l.sku_id
), wanted AS (
    SELECT k.id, k.code, k.name, k.low_stock_qty, p.on_hand_qty, p.to_ship_qty, p.unpaid_qty, p.frozen_qty, p.returning_qty,
           p.on_hand_qty - p.to_ship_qty - p.unpaid_qty - p.frozen_qty + CASE WHEN p.counts_returning THEN p.returning_qty ELSE 0 END AS available
    FROM sku AS k LEFT JOIN stock_pool AS p ON p.sku_id = k.id
    WHERE NOT k.is_bundle AND (k.active OR p.on_hand_qty > 0)
      AND (%(after)s::text IS NULL OR k.code > %(after)s::text)
      AND (%(q)s::text IS NULL OR k.code ILIKE %(q)s::text OR k.name ILIKE %(q)s::text OR k.barcode = %(barcode)s::text)
), placed AS (
    SELECT w.*, n.on_hand, n.allocated, n.frozen, n.free, n.nodes
    FROM wanted AS w
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(n.on_hand_qty), 0) AS on_hand, coalesce(sum(n.allocated_qty), 0) AS allocated, coalesce(sum(n.frozen_qty), 0) AS frozen,
               coalesce(sum(n.on_hand_qty - n.allocated_qty - n.frozen_qty), 0) AS free,
               json_agg(json_build_object(
                   'warehouse', json_build_object('id', h.id::text, 'name', h.name), 'on_hand', n.on_hand_qty, 'allocated', n.allocated_qty,
                   'frozen', n.frozen_qty, 'free', n.on_hand_qty - n.allocated_qty - n.frozen_qty) ORDER BY h.id) AS nodes
        FROM stock_node AS n JOIN warehouse AS h ON h.id = n.warehouse_id
        WHERE n.sku_id = w.id AND (%(warehouse_ids)s::int[] IS NULL OR n.warehouse_id = ANY(%(warehouse_ids)s::int[]))
    ) AS n
), counted AS (
    SELECT p.*, coalesce(s.qty, 0) AS short_qty
    FROM placed AS p
    LEFT JOIN short AS s ON s.sku_id = p.id
    WHERE NOT %(low)s::boolean OR (p.low_stock_qty > 0 AND
        CASE WHEN %(warehouse_ids)s::int[] IS NULL THEN coalesce(p.available, 0) ELSE p.free END < p.low_stock_qty)
), page AS (
    SELECT * FROM counted WHERE NOT %(short)s::boolean OR short_qty > 0 ORDER BY code LIMIT %(row_count_max)s::int + 1
), numbered AS (
    SELECT *, row_number() OVER (ORDER BY code) AS place FROM page
)
SELECT coalesce(json_agg(json_build_object(
        'sku', json_build_object('id', id::text, 'code', code, 'name', name),
        'on_hand', CASE WHEN %(warehouse_ids)s::int[] IS NULL THEN coalesce(on_hand_qty, 0) ELSE on_hand END,
        'to_ship', CASE WHEN %(warehouse_ids)s::int[] IS NULL THEN coalesce(to_ship_qty, 0) ELSE allocated END,
        'unpaid', CASE WHEN %(warehouse_ids)s::int[] IS NULL THEN coalesce(unpaid_qty, 0) ELSE 0 END,
        'frozen', CASE WHEN %(warehouse_ids)s::int[] IS NULL THEN coalesce(frozen_qty, 0) ELSE frozen END,
        'returning', CASE WHEN %(warehouse_ids)s::int[] IS NULL THEN coalesce(returning_qty, 0) ELSE 0 END,
        'available', CASE WHEN %(warehouse_ids)s::int[] IS NULL THEN coalesce(available, 0) ELSE free END,
        'short_qty', short_qty, 'low_stock_qty', low_stock_qty, 'nodes', coalesce(nodes, '[]')) ORDER BY code)
        FILTER (WHERE place <= %(row_count_max)s::int), '[]')::text,
    CASE WHEN count(*) > %(row_count_max)s::int THEN max(code) FILTER (WHERE place = %(row_count_max)s::int) END
FROM numbered
