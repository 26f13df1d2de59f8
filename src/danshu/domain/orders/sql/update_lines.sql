-- Takes: (order id, line number) pairs and every column that may change, as arrays.
-- Gives: nothing.
-- Locks: lines of orders that are locked already.
-- Why: rows that stay as they are are not written, so that an untouched line costs no new version.
UPDATE order_line AS l
SET
    sku_id = u.sku_id, qty = u.qty, cancelled_qty = u.cancelled_qty, reserved_qty = u.reserved_qty,
    allocated_qty = u.allocated_qty, released_qty = u.released_qty, picking_qty = u.picking_qty,
    shipped_qty = u.shipped_qty, delivered_qty = u.delivered_qty, returned_qty = u.returned_qty,
    unit_price_e4 = u.unit_price_e4, goods_minor = u.goods_minor, discount_minor = u.discount_minor,
    paid_minor = u.paid_minor, refunded_minor = u.refunded_minor, reserved_at = u.reserved_at
FROM unnest(
    %(order_ids)s::bigint[], %(line_nos)s::smallint[],
    %(sku_id)s::int[], %(qty)s::int[], %(cancelled_qty)s::int[], %(reserved_qty)s::int[],
    %(allocated_qty)s::int[], %(released_qty)s::int[], %(picking_qty)s::int[], %(shipped_qty)s::int[],
    %(delivered_qty)s::int[], %(returned_qty)s::int[], %(unit_price_e4)s::bigint[],
    %(goods_minor)s::bigint[], %(discount_minor)s::bigint[], %(paid_minor)s::bigint[],
    %(refunded_minor)s::bigint[], %(reserved_at)s::timestamptz[]
) AS u (
    order_id, line_no,
    sku_id, qty, cancelled_qty, reserved_qty, allocated_qty, released_qty, picking_qty, shipped_qty,
    delivered_qty, returned_qty, unit_price_e4, goods_minor, discount_minor, paid_minor, refunded_minor,
    reserved_at
)
WHERE l.order_id = u.order_id AND l.line_no = u.line_no
  AND (
    l.sku_id, l.qty, l.cancelled_qty, l.reserved_qty, l.allocated_qty, l.released_qty, l.picking_qty,
    l.shipped_qty, l.delivered_qty, l.returned_qty, l.unit_price_e4, l.goods_minor, l.discount_minor,
    l.paid_minor, l.refunded_minor, l.reserved_at
  ) IS DISTINCT FROM (
    u.sku_id, u.qty, u.cancelled_qty, u.reserved_qty, u.allocated_qty, u.released_qty, u.picking_qty,
    u.shipped_qty, u.delivered_qty, u.returned_qty, u.unit_price_e4, u.goods_minor, u.discount_minor,
    u.paid_minor, u.refunded_minor, u.reserved_at
  )
