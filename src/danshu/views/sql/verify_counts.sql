-- Takes: a limit.
-- Gives: record, detail: tabs whose counter differs from the orders.
-- Locks: nothing.
-- Why: counters are kept by the statement that changes an order.
SELECT record, detail FROM (
    SELECT format('shop %%s warehouse %%s state %%s held %%s', coalesce(c.shop_id, o.shop_id), coalesce(c.warehouse_id, o.warehouse_id),
                  coalesce(c.state, o.state), coalesce(c.held, o.held)) AS record,
           format('counter %%s, orders %%s', c.n, o.n) AS detail
    FROM (SELECT shop_id, warehouse_id, state, held, sum(n) AS n FROM order_count GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0) AS c
    FULL JOIN (
        SELECT shop_id, warehouse_id, state, hold_codes <> '{}' AS held, count(*) AS n FROM orders GROUP BY 1, 2, 3, 4
    ) AS o USING (shop_id, warehouse_id, state, held)
    WHERE coalesce(c.n, 0) <> coalesce(o.n, 0)
) AS broken
LIMIT %(row_count_max)s::int
