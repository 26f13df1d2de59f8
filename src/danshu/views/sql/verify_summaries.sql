-- Takes: a limit.
-- Gives: record, detail: orders whose summary differs from their lines and holds.
-- Locks: nothing.
-- Why: lists show what the lines say.
SELECT record, detail FROM (
    SELECT 'order ' || o.number AS record,
           format('stored units %%s, shipped %%s, lines %%s, holds %%s; counted %%s, %%s, %%s, %%s', o.unit_qty, o.shipped_qty, o.line_count,
                  o.hold_codes, l.units, l.shipped, l.lines, h.codes) AS detail
    FROM orders AS o
    LEFT JOIN (
        SELECT order_id, count(*) AS lines, sum(qty - cancelled_qty) FILTER (WHERE kind <> 1) AS units,
               sum(shipped_qty) FILTER (WHERE kind <> 1) AS shipped, min(placed_at) AS first_at, max(placed_at) AS last_at
        FROM order_line GROUP BY order_id
    ) AS l ON l.order_id = o.id
    LEFT JOIN (
        SELECT order_id, array_agg(DISTINCT code ORDER BY code) AS codes FROM order_hold WHERE released_at IS NULL GROUP BY order_id
    ) AS h ON h.order_id = o.id
    WHERE (o.unit_qty, o.shipped_qty, o.line_count) <> (coalesce(l.units, 0), coalesce(l.shipped, 0), coalesce(l.lines, 0))
       OR o.hold_codes <> coalesce(h.codes, '{}')
       OR l.first_at <> o.placed_at OR l.last_at <> o.placed_at
) AS broken
LIMIT %(row_count_max)s::int
