-- Takes: a time.
-- Gives: shop id, orders placed since then, when the last order was placed.
-- Locks: nothing.
-- Why: the counted cells name every run of the index orders_cell that a shop has, so that the newest order of each is
--      one index probe; a shop without recent orders would otherwise cost a walk over everybody's.
SELECT cell.shop_id, sum(recent.n)::bigint, max(newest.placed_at)
FROM (SELECT DISTINCT shop_id, warehouse_id, state FROM order_count) AS cell
CROSS JOIN LATERAL (
    SELECT o.placed_at
    FROM orders AS o
    WHERE o.shop_id = cell.shop_id AND o.warehouse_id = cell.warehouse_id AND o.state = cell.state
    ORDER BY o.placed_at DESC
    LIMIT 1
) AS newest
CROSS JOIN LATERAL (
    SELECT count(*) AS n
    FROM orders AS o
    WHERE o.shop_id = cell.shop_id AND o.warehouse_id = cell.warehouse_id AND o.state = cell.state
      AND o.placed_at >= %(since)s::timestamptz
) AS recent
GROUP BY cell.shop_id
