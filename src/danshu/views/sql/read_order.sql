-- Takes: an order id, now, the hours of "soon", the caller's warehouses (NULL for all), whether money is shown.
-- Gives: the order's page as JSON without what only Python can tell; its sealed contact; its decision records as an
--   array of (time, bytes as hex); no row when the caller may not see the order.
-- Locks: nothing.
-- Why: one statement for one screen. Fulfillment orders, parcels and stock of other warehouses are left out for callers
--      with a scope.
WITH mine AS (
    SELECT f.id, f.warehouse_id, f.state, f.planned_at, f.released_at, f.picking_at, f.shipped_at, w.name,
           row_number() OVER (ORDER BY f.planned_at, f.id) AS place
    FROM fulfillment_order AS f
    JOIN warehouse AS w ON w.id = f.warehouse_id
    WHERE f.order_id = %(id)s::bigint
      AND (%(warehouse_ids)s::int[] IS NULL OR f.warehouse_id = ANY(%(warehouse_ids)s::int[]))
), held AS (
    SELECT h.code, h.at, h.source, h.reason, h.released_at, h.released_by,
           CASE WHEN h.source ~ '^user:[0-9]+$' THEN (SELECT u.name FROM app_user AS u WHERE u.id = substr(h.source, 6)::int) END AS by_name
    FROM order_hold AS h WHERE h.order_id = %(id)s::bigint
), buyer AS (
    SELECT count(*) AS orders_count, min(known.placed_at) AS first_order_at
    FROM (
        SELECT b.placed_at FROM orders AS b
        WHERE b.buyer_key = (SELECT buyer_key FROM orders WHERE id = %(id)s::bigint)
          AND (%(warehouse_ids)s::int[] IS NULL OR b.warehouse_ids && %(warehouse_ids)s::int[])
        ORDER BY b.placed_at LIMIT 1000
    ) AS known
)
SELECT jsonb_build_object(
    'id', o.id::text, 'number', o.number, 'state', o.state, 'stage', o.stage, 'run_at', o.run_at, 'payment', o.payment, 'hold_count', cardinality(o.hold_codes),
    'shop', jsonb_build_object('id', s.id::text, 'name', s.name, 'channel', s.channel),
    'source_nos', coalesce((SELECT jsonb_agg(r.source_no ORDER BY r.source_no) FROM order_source AS r WHERE r.order_id = o.id), '[]'),
    'source_orders', coalesce((
        SELECT jsonb_agg(jsonb_build_object('shop', rs.name, 'source_no', r.source_no, 'status', r.status, 'modified_at', r.modified_at) ORDER BY r.source_no)
        FROM order_source AS r JOIN shop AS rs ON rs.id = r.shop_id WHERE r.order_id = o.id), '[]'),
    'buyer_nick', o.buyer_masked,
    'receiver_masked', jsonb_build_object('name', o.receiver_masked, 'phone', o.phone_masked,
        'region', nullif(concat_ws(' ', o.province, o.city, o.district), '')),
    'line_count', o.line_count, 'unit_qty', o.unit_qty, 'shipped_qty', o.shipped_qty, 'currency', o.currency,
    'total_minor', CASE WHEN %(money)s::boolean THEN o.total_minor END, 'paid_minor', CASE WHEN %(money)s::boolean THEN o.paid_minor END,
    'placed_at', o.placed_at, 'paid_at', o.paid_at, 'promise_at', o.promise_at,
    'late_state', CASE
        WHEN o.shipped_at IS NOT NULL OR o.state IN ('shipped', 'completed', 'in_after_sales', 'closed') THEN 'done'
        WHEN o.promise_at IS NULL THEN 'none'
        WHEN o.promise_at < %(now)s::timestamptz THEN 'late'
        WHEN o.promise_at < %(now)s::timestamptz + make_interval(hours => %(soon_hours)s::int) THEN 'soon'
        ELSE 'none' END,
    'warehouse', CASE WHEN w.id IS NOT NULL THEN jsonb_build_object('id', w.id::text, 'name', w.name) END,
    'warehouses_count', cardinality(o.warehouse_ids),
    'tags', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', t, 'title', t, 'color', NULL)), '[]') FROM unnest(o.tags) AS t),
    'note_mark', jsonb_build_object('buyer', o.note_marks & 1 > 0, 'seller', o.note_marks & 6 > 0), 'priority', o.priority > 0,
    'shipped_text', jsonb_build_object('shipped', o.shipped_qty, 'total', o.unit_qty),
    'last_event', jsonb_build_object('kind', o.last_step, 'at', o.last_step_at), 'version', o.version, 'related_ids', o.related,
    'lines', coalesce((
        SELECT jsonb_agg(jsonb_build_object(
            'line_no', l.line_no, 'parent_line_no', l.parent_line_no,
            'sku', CASE WHEN k.id IS NOT NULL THEN jsonb_build_object('id', k.id::text, 'code', k.code, 'name', k.name, 'attributes', k.attributes) END,
            'title', l.title, 'item_id', l.item_code, 'attributes', l.attributes, 'qty', l.qty, 'cancelled_qty', l.cancelled_qty, 'reserved_qty', l.reserved_qty,
            'allocated_qty', l.allocated_qty, 'released_qty', l.released_qty, 'picking_qty', l.picking_qty, 'shipped_qty', l.shipped_qty,
            'delivered_qty', l.delivered_qty, 'returned_qty', l.returned_qty, 'is_gift', l.is_gift, 'reserved_at', l.reserved_at, 'kind', l.kind,
            'unit_price_e4', CASE WHEN %(money)s::boolean THEN l.unit_price_e4 END, 'goods_minor', CASE WHEN %(money)s::boolean THEN l.goods_minor END,
            'discount_minor', CASE WHEN %(money)s::boolean THEN l.discount_minor END, 'paid_minor', CASE WHEN %(money)s::boolean THEN l.paid_minor END,
            'refundable_minor', CASE WHEN %(money)s::boolean THEN greatest(l.paid_minor - l.refunded_minor, 0) END) ORDER BY l.line_no)
        FROM order_line AS l LEFT JOIN sku AS k ON k.id = l.sku_id WHERE l.order_id = o.id), '[]'),
    'all_holds', coalesce((
        SELECT jsonb_agg(jsonb_build_object('code', code, 'reason', reason, 'source', source, 'at', at, 'released_at', released_at,
            'released_by', released_by, 'by_name', by_name) ORDER BY at, code) FROM held), '[]'),
    'fulfillments', coalesce((
        SELECT jsonb_agg(jsonb_build_object(
            'id', f.id::text, 'number', o.number || '-F' || f.place, 'warehouse', jsonb_build_object('id', f.warehouse_id::text, 'name', f.name),
            'state', f.state, 'planned_at', f.planned_at, 'released_at', f.released_at, 'picking_at', f.picking_at, 'shipped_at', f.shipped_at,
            'lines', coalesce((
                SELECT jsonb_agg(jsonb_build_object('line_no', fl.line_no, 'qty', fl.qty, 'shipped_qty', fl.shipped_qty) ORDER BY fl.line_no)
                FROM fulfillment_line AS fl WHERE fl.fulfillment_id = f.id AND fl.qty > 0), '[]')) ORDER BY f.place) FROM mine AS f), '[]'),
    'parcels', coalesce((
        SELECT jsonb_agg(jsonb_build_object(
            'id', p.id::text, 'courier', p.courier, 'tracking_no', p.tracking_no, 'shipped_at', p.shipped_at, 'delivered_at', p.delivered_at,
            'lines', coalesce((
                SELECT jsonb_agg(jsonb_build_object('line_no', pl.line_no, 'qty', pl.qty) ORDER BY pl.line_no)
                FROM parcel_line AS pl WHERE pl.parcel_id = p.id), '[]')) ORDER BY p.shipped_at, p.id)
        FROM parcel AS p WHERE p.order_id = o.id
          AND (%(warehouse_ids)s::int[] IS NULL OR p.fulfillment_id IN (SELECT id FROM mine))), '[]'),
    'money', CASE WHEN %(money)s::boolean THEN jsonb_build_object(
        'goods_minor', o.goods_minor, 'discount_minor', o.discount_minor, 'freight_minor', o.freight_minor, 'tax_minor', o.tax_minor,
        'total_minor', o.total_minor, 'paid_minor', o.paid_minor, 'refunded_minor', o.refunded_minor,
        'refundable_minor', greatest(o.paid_minor - o.refunded_minor, 0), 'currency', o.currency) END,
    'credits', CASE WHEN %(money)s::boolean THEN coalesce((
        SELECT jsonb_agg(jsonb_build_object('at', c.at, 'source_no', c.source_no, 'line_no', c.line_no, 'qty', c.qty, 'amount_minor', c.amount_minor,
            'reason', c.title) ORDER BY c.at, c.position)
        FROM order_credit AS c WHERE c.order_id = o.id), '[]') ELSE '[]'::jsonb END,
    'buyer', CASE WHEN o.buyer_key IS NOT NULL THEN
        jsonb_build_object('nick_masked', o.buyer_masked, 'orders_count', buyer.orders_count, 'first_order_at', buyer.first_order_at) END,
    'place', jsonb_build_object('province', o.province, 'city', o.city, 'district', o.district, 'country', o.country,
        'longitude', o.longitude, 'latitude', o.latitude),
    'notes', coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', n.id::text, 'at', n.at, 'text', n.text, 'kind', 'internal', 'by', coalesce(
            (SELECT u.name FROM app_user AS u WHERE n.actor = 'user:' || u.id), n.actor)) ORDER BY n.id DESC)
        FROM order_note AS n WHERE n.order_id = o.id), '[]'))::text,
    (SELECT c.sealed FROM contact AS c WHERE c.order_id = o.id),
    (SELECT coalesce(jsonb_agg(jsonb_build_array(d.at, encode(d.body, 'hex')) ORDER BY d.at), '[]') FROM decision_record AS d WHERE d.order_id = o.id)
FROM orders AS o
JOIN shop AS s ON s.id = o.shop_id
LEFT JOIN warehouse AS w ON w.id = o.warehouse_id
CROSS JOIN buyer
WHERE o.id = %(id)s::bigint AND (%(warehouse_ids)s::int[] IS NULL OR o.warehouse_ids && %(warehouse_ids)s::int[])
