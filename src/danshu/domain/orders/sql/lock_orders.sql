-- Takes: order ids.
-- Gives: all columns of these orders, in the order of the store's table of columns.
-- Locks: these orders, in key order.
-- Why: orders are always locked before stock, so that a batch and an action never wait for each other in a circle.
SELECT
    id, number, shop_id, currency, placed_at, country, buyer_key, sub_source, buyer_masked, state, stage,
    run_at, version, payment, goods_minor, discount_minor, freight_minor, tax_minor, total_minor, paid_minor,
    refunded_minor, paid_at, promise_at, expires_at, released_at, picking_at, shipped_at, delivered_at,
    completed_at, closed_at, close_reason, hold_codes, tags, priority, warehouse_id, warehouse_ids, province,
    city, district, longitude, latitude, receiver_masked, phone_masked, note_marks, line_count, unit_qty,
    shipped_qty, related, last_step, last_step_at
FROM orders
WHERE id = ANY(%(order_ids)s::bigint[])
ORDER BY id
FOR UPDATE
