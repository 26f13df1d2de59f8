-- Takes: a limit.
-- Gives: record, detail: order lines whose shipped units are not in parcels.
-- Locks: nothing.
-- Why: what left here left in a parcel, once.
SELECT record, detail FROM (
    SELECT format('order %%s line %%s', l.order_id, l.line_no) AS record,
           format('shipped %%s from fulfillment orders, %%s in parcels', l.shipped, coalesce(p.qty, 0)) AS detail
    FROM (
        SELECT order_id, line_no, sum(shipped_qty) AS shipped FROM fulfillment_line GROUP BY order_id, line_no
    ) AS l
    LEFT JOIN (
        SELECT p.order_id, pl.line_no, sum(pl.qty) AS qty
        FROM parcel AS p JOIN parcel_line AS pl ON pl.parcel_id = p.id
        WHERE p.fulfillment_id IS NOT NULL
        GROUP BY p.order_id, pl.line_no
    ) AS p ON p.order_id = l.order_id AND p.line_no = l.line_no
    WHERE l.shipped <> coalesce(p.qty, 0)
) AS broken
LIMIT %(row_count_max)s::int
