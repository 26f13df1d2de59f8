-- Takes: order ids in the order of the list, the time now, the hours in which a promise counts as soon, the caller's
--   warehouses (NULL for all), whether the caller may see money, next_cursor.
-- Gives: the page of the order list as JSON text.
-- Locks: nothing.
-- Why: the server makes the answer's bytes itself; a row costs no Python. The scope is asked once more here, so that an
--      order that leaves the caller's warehouses between two statements is not shown.
SELECT json_build_object('items', coalesce(json_agg(json_build_object(
    'id', o.id::text, 'number', o.number, 'state', o.state, 'holds', o.hold_codes, 'hold_count', cardinality(o.hold_codes),
    'shop', json_build_object('id', s.id::text, 'name', s.name, 'channel', s.channel),
    'source_nos', coalesce((
        SELECT json_agg(r.source_no ORDER BY r.source_no) FROM order_source AS r WHERE r.order_id = o.id), '[]'),
    'buyer_nick', o.buyer_masked,
    'receiver_masked', json_build_object('name', o.receiver_masked, 'phone', o.phone_masked,
        'region', nullif(concat_ws(' ', o.province, o.city, o.district), '')),
    'lines', coalesce((
        SELECT json_agg(json_build_object(
            'line_no', l.line_no, 'sku_code', coalesce(k.code, l.item_code), 'title', l.title, 'attributes', l.attributes,
            'qty', l.qty, 'shipped_qty', l.shipped_qty, 'cancelled_qty', l.cancelled_qty, 'image', NULL) ORDER BY l.line_no)
        FROM (
            SELECT line_no, sku_id, item_code, title, attributes, qty, shipped_qty, cancelled_qty
            FROM order_line WHERE order_id = o.id AND parent_line_no IS NULL ORDER BY line_no LIMIT 4
        ) AS l LEFT JOIN sku AS k ON k.id = l.sku_id), '[]'),
    'line_count', o.line_count, 'unit_qty', o.unit_qty,
    'total_minor', CASE WHEN %(money)s::boolean THEN o.total_minor END,
    'paid_minor', CASE WHEN %(money)s::boolean THEN o.paid_minor END, 'currency', o.currency,
    'placed_at', o.placed_at, 'paid_at', o.paid_at, 'promise_at', o.promise_at,
    'late_state', CASE
        WHEN o.shipped_at IS NOT NULL OR o.state IN ('shipped', 'completed', 'in_after_sales', 'closed') THEN 'done'
        WHEN o.promise_at IS NULL THEN 'none'
        WHEN o.promise_at < %(now)s::timestamptz THEN 'late'
        WHEN o.promise_at < %(now)s::timestamptz + make_interval(hours => %(soon_hours)s::int) THEN 'soon'
        ELSE 'none' END,
    'warehouse', CASE WHEN w.id IS NOT NULL THEN json_build_object('id', w.id::text, 'name', w.name) END,
    'warehouses_count', cardinality(o.warehouse_ids),
    'tags', (SELECT coalesce(json_agg(json_build_object('code', t, 'title', t, 'color', NULL)), '[]') FROM unnest(o.tags) AS t),
    'note_mark', json_build_object('buyer', o.note_marks & 1 > 0, 'seller', o.note_marks & 6 > 0),
    'priority', o.priority > 0,
    'shipped_text', json_build_object('shipped', o.shipped_qty, 'total', o.unit_qty),
    'last_event', json_build_object('kind', o.last_step, 'at', o.last_step_at), 'version', o.version
) ORDER BY asked.place), '[]'), 'next_cursor', %(next_cursor)s::text)::text
FROM unnest(%(ids)s::bigint[]) WITH ORDINALITY AS asked (id, place)
JOIN orders AS o ON o.id = asked.id
JOIN shop AS s ON s.id = o.shop_id
LEFT JOIN warehouse AS w ON w.id = o.warehouse_id
WHERE %(warehouse_ids)s::int[] IS NULL OR o.warehouse_ids && %(warehouse_ids)s::int[]
