-- Takes: a limit.
-- Gives: record, detail: order lines whose quantities contradict each other.
-- Locks: nothing.
-- Why: quantities of a line include each other in one order.
SELECT record, detail FROM (
    SELECT format('order %%s line %%s', order_id, line_no) AS record,
           format('qty %%s, cancelled %%s, reserved %%s, allocated %%s, released %%s, picking %%s, shipped %%s, delivered %%s, returned %%s',
                  qty, cancelled_qty, reserved_qty, allocated_qty, released_qty, picking_qty, shipped_qty, delivered_qty, returned_qty) AS detail
    FROM order_line
    WHERE least(qty, cancelled_qty, reserved_qty, allocated_qty, released_qty, picking_qty, shipped_qty, delivered_qty, returned_qty) < 0
       OR allocated_qty > reserved_qty
       OR cancelled_qty + reserved_qty + shipped_qty > qty
       OR shipped_qty > picking_qty OR picking_qty > released_qty
       OR delivered_qty > shipped_qty OR returned_qty > shipped_qty
       OR (kind = 1 AND (reserved_qty, allocated_qty, released_qty, picking_qty, shipped_qty) <> (0, 0, 0, 0, 0))
       OR (sku_id IS NULL AND reserved_qty > 0)
) AS broken
LIMIT %(row_count_max)s::int
