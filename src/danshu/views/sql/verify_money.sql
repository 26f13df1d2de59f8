-- Takes: a limit.
-- Gives: record, detail: orders whose amounts do not add up.
-- Locks: nothing.
-- Why: money in = money out, to the cent.
SELECT record, detail FROM (
    SELECT 'order ' || o.number AS record, problem.detail
    FROM orders AS o
    JOIN (
        SELECT order_id, sum(goods_minor) FILTER (WHERE kind <> 2) AS goods, sum(paid_minor) FILTER (WHERE kind <> 2) AS paid
        FROM order_line GROUP BY order_id
    ) AS l ON l.order_id = o.id
    CROSS JOIN LATERAL (
        SELECT concat_ws('; ',
            CASE WHEN l.goods <> o.goods_minor THEN format('goods %%s, lines %%s', o.goods_minor, l.goods) END,
            CASE WHEN o.goods_minor - o.discount_minor <> l.paid THEN format('goods less discount %%s, lines pay %%s', o.goods_minor - o.discount_minor, l.paid) END,
            CASE WHEN least(o.freight_minor, o.tax_minor, o.total_minor, o.paid_minor, o.refunded_minor) < 0 THEN 'a negative amount' END) AS detail
    ) AS problem
    WHERE problem.detail <> ''
    UNION ALL
    SELECT format('order %%s line %%s', b.order_id, b.line_no), format('bundle paid %%s, its components %%s', b.paid_minor, sum(c.paid_minor))
    FROM order_line AS b
    JOIN order_line AS c ON c.order_id = b.order_id AND c.parent_line_no = b.line_no
    WHERE b.kind = 1
    GROUP BY b.order_id, b.line_no, b.paid_minor
    HAVING b.paid_minor <> sum(c.paid_minor)
) AS broken
LIMIT %(row_count_max)s::int
