-- Takes: order ids and every column that may change, as arrays; list columns travel as array literals.
-- Gives: nothing.
-- Locks: rows that lock_orders already holds.
-- Why: a changed order is written once a pass, whatever number of stages touched it.
UPDATE orders AS o
SET
    state = u.state, stage = u.stage, run_at = u.run_at, version = u.version, payment = u.payment,
    goods_minor = u.goods_minor, discount_minor = u.discount_minor, freight_minor = u.freight_minor,
    tax_minor = u.tax_minor, total_minor = u.total_minor, paid_minor = u.paid_minor,
    refunded_minor = u.refunded_minor, paid_at = u.paid_at, promise_at = u.promise_at,
    expires_at = u.expires_at, released_at = u.released_at, picking_at = u.picking_at,
    shipped_at = u.shipped_at, delivered_at = u.delivered_at, completed_at = u.completed_at,
    closed_at = u.closed_at, close_reason = u.close_reason, hold_codes = u.hold_codes::text[],
    tags = u.tags::text[], priority = u.priority, warehouse_id = u.warehouse_id,
    warehouse_ids = u.warehouse_ids::int[], province = u.province, city = u.city, district = u.district,
    longitude = u.longitude, latitude = u.latitude, receiver_masked = u.receiver_masked,
    phone_masked = u.phone_masked, note_marks = u.note_marks, line_count = u.line_count,
    unit_qty = u.unit_qty, shipped_qty = u.shipped_qty, related = u.related::jsonb, last_step = u.last_step,
    last_step_at = u.last_step_at
FROM unnest(
    %(ids)s::bigint[],
    %(state)s::text[], %(stage)s::text[], %(run_at)s::timestamptz[], %(version)s::int[], %(payment)s::text[],
    %(goods_minor)s::bigint[], %(discount_minor)s::bigint[], %(freight_minor)s::bigint[],
    %(tax_minor)s::bigint[], %(total_minor)s::bigint[], %(paid_minor)s::bigint[],
    %(refunded_minor)s::bigint[], %(paid_at)s::timestamptz[], %(promise_at)s::timestamptz[],
    %(expires_at)s::timestamptz[], %(released_at)s::timestamptz[], %(picking_at)s::timestamptz[],
    %(shipped_at)s::timestamptz[], %(delivered_at)s::timestamptz[], %(completed_at)s::timestamptz[],
    %(closed_at)s::timestamptz[], %(close_reason)s::text[], %(hold_codes)s::text[], %(tags)s::text[],
    %(priority)s::smallint[], %(warehouse_id)s::int[], %(warehouse_ids)s::text[], %(province)s::text[],
    %(city)s::text[], %(district)s::text[], %(longitude)s::real[], %(latitude)s::real[],
    %(receiver_masked)s::text[], %(phone_masked)s::text[], %(note_marks)s::smallint[],
    %(line_count)s::smallint[], %(unit_qty)s::int[], %(shipped_qty)s::int[], %(related)s::text[],
    %(last_step)s::text[], %(last_step_at)s::timestamptz[]
) AS u (
    id,
    state, stage, run_at, version, payment, goods_minor, discount_minor, freight_minor, tax_minor,
    total_minor, paid_minor, refunded_minor, paid_at, promise_at, expires_at, released_at, picking_at,
    shipped_at, delivered_at, completed_at, closed_at, close_reason, hold_codes, tags, priority,
    warehouse_id, warehouse_ids, province, city, district, longitude, latitude, receiver_masked,
    phone_masked, note_marks, line_count, unit_qty, shipped_qty, related, last_step, last_step_at
)
WHERE o.id = u.id
