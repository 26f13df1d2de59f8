-- Takes: order ids whose orders are locked.
-- Gives: all lines, order id first, in the order of the store's table of columns.
-- Locks: nothing; the order's lock covers its lines.
-- Why: one read for the lines of a whole batch.
SELECT
    order_id, line_no, kind, parent_line_no, source_line_no, item_code, title, attributes, is_gift,
    placed_at, sku_id, qty, cancelled_qty, reserved_qty, allocated_qty, released_qty, picking_qty,
    shipped_qty, delivered_qty, returned_qty, unit_price_e4, goods_minor, discount_minor, paid_minor,
    refunded_minor, reserved_at
FROM order_line
WHERE order_id = ANY(%(order_ids)s::bigint[])
ORDER BY order_id, line_no
