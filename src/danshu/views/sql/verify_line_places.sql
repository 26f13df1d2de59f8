-- Takes: a limit.
-- Gives: record, detail: order lines whose allocated units are not in fulfillment orders.
-- Locks: nothing.
-- Why: a line and its fulfillment orders tell the same.
SELECT record, detail FROM (
    SELECT format('order %%s line %%s', coalesce(l.order_id, f.order_id), coalesce(l.line_no, f.line_no)) AS record,
           format('allocated %%s on the line, %%s in fulfillment orders', l.allocated_qty, f.qty) AS detail
    FROM (SELECT order_id, line_no, allocated_qty FROM order_line WHERE allocated_qty > 0) AS l
    FULL JOIN (
        SELECT l.order_id, l.line_no, sum(l.qty - l.shipped_qty) AS qty
        FROM fulfillment_order AS f JOIN fulfillment_line AS l ON l.fulfillment_id = f.id
        WHERE f.state IN ('planned', 'released', 'picking') AND l.qty > l.shipped_qty
        GROUP BY l.order_id, l.line_no
    ) AS f ON f.order_id = l.order_id AND f.line_no = l.line_no
    WHERE coalesce(l.allocated_qty, 0) <> coalesce(f.qty, 0)
) AS broken
LIMIT %(row_count_max)s::int
