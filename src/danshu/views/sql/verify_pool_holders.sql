-- Takes: a limit.
-- Gives: record, detail: SKU pools whose claims differ from what order lines hold.
-- Locks: nothing.
-- Why: every claimed unit has a holder: none leaked, none promised twice.
SELECT record, detail FROM (
    SELECT 'SKU ' || coalesce(p.sku_id, h.sku_id) AS record,
           format('pool: to ship %%s, unpaid %%s; held by lines: %%s, %%s', p.to_ship_qty, p.unpaid_qty, h.to_ship, h.unpaid) AS detail
    FROM stock_pool AS p
    FULL JOIN (
        SELECT l.sku_id,
               sum(l.reserved_qty) FILTER (WHERE o.payment IN ('paid', 'refunded')) AS to_ship,
               sum(l.reserved_qty) FILTER (WHERE o.payment NOT IN ('paid', 'refunded')) AS unpaid
        FROM order_line AS l JOIN orders AS o ON o.id = l.order_id
        WHERE l.reserved_qty > 0
        GROUP BY l.sku_id
    ) AS h ON h.sku_id = p.sku_id
    WHERE (coalesce(p.to_ship_qty, 0), coalesce(p.unpaid_qty, 0)) <> (coalesce(h.to_ship, 0), coalesce(h.unpaid, 0))
) AS broken
LIMIT %(row_count_max)s::int
