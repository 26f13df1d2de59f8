-- The statements of seed_orders.py, in order. :names: are filled in by it; shares are those of a mid-sized merchant.
-- step: reference
INSERT INTO shop (code, name, channel, abbr, created_at)
SELECT 'bench-' || lower(abbr), title, channel, abbr, now()
FROM (VALUES ('TB', '淘宝旗舰店', 'taobao'), ('TM', '天猫旗舰店', 'taobao'), ('JD', '京东自营', 'jd'), ('PD', '拼多多店', 'generic'),
             ('DY', '抖音小店', 'generic'), ('KS', '快手小店', 'generic'), ('XH', '小红书店', 'generic'),
             ('WX', '微信小店', 'generic'), ('YZ', '有赞店', 'generic'), ('AE', '速卖通店', 'generic')) AS s (abbr, title, channel);
INSERT INTO warehouse (code, name, province, city, longitude, latitude)
VALUES ('HZ', '杭州仓', '浙江省', '杭州市', 120.2, 30.3), ('GZ', '广州仓', '广东省', '广州市', 113.3, 23.1),
       ('BJ', '北京仓', '北京市', '北京市', 116.4, 39.9), ('CD', '成都仓', '四川省', '成都市', 104.1, 30.7),
       ('WH', '武汉仓', '湖北省', '武汉市', 114.3, 30.6), ('SH', '上海仓', '上海市', '上海市', 121.5, 31.2);
INSERT INTO sku (code, name, attributes, barcode, low_stock_qty, created_at)
SELECT 'SKU' || lpad(n::text, 5, '0'), '商品 ' || n, jsonb_build_object('颜色', (ARRAY['黑', '白', '红'])[1 + n % 3]),
       '69' || lpad((n * 7919)::text, 11, '0'), CASE WHEN n % 20 = 0 THEN 100000 ELSE 50 END, now()
FROM generate_series(1, :skus:) AS n;
UPDATE installation SET reference_version = reference_version + 1;
-- step: drawing
CREATE TEMP TABLE drawn AS
SELECT 1000000000 + base.n::bigint AS id, s.shop_id, s.abbr, p.name, p.phone, p.name_hash, p.phone_hash, p.tail, p.sealed, p.province, p.city, p.district, p.longitude, p.latitude,
       date_trunc('milliseconds', now() - make_interval(secs => (1 - (base.n + random()) / (:orders: + 1)) * :days: * 86400)) AS placed_at,
       random() AS r_state, random() AS r_hold, random() AS r_tag, random() AS r_split, random() AS r_lag,
       CASE WHEN r_wh < 0.30 THEN 1 WHEN r_wh < 0.55 THEN 2 WHEN r_wh < 0.73 THEN 3 WHEN r_wh < 0.85 THEN 4 WHEN r_wh < 0.95 THEN 5 ELSE 6 END AS wh,
       CASE WHEN r_lines < 0.25 THEN 1 WHEN r_lines < 0.55 THEN 2 WHEN r_lines < 0.80 THEN 3 WHEN r_lines < 0.92 THEN 4 ELSE 5 END AS line_count
FROM (SELECT n, random() AS r_shop, random() AS r_wh, random() AS r_lines, (random() * (:people: - 1))::int AS who
      FROM generate_series(1, :orders:) AS n) AS base
JOIN LATERAL (SELECT CASE WHEN r_shop < 0.28 THEN 1 WHEN r_shop < 0.48 THEN 2 WHEN r_shop < 0.62 THEN 3 WHEN r_shop < 0.72 THEN 4
                          WHEN r_shop < 0.80 THEN 5 WHEN r_shop < 0.87 THEN 6 WHEN r_shop < 0.93 THEN 7 WHEN r_shop < 0.97 THEN 8
                          WHEN r_shop < 0.99 THEN 9 ELSE 10 END AS place) AS w ON true
JOIN (SELECT id AS shop_id, abbr, row_number() OVER (ORDER BY id) AS place FROM shop WHERE code LIKE 'bench-%') AS s USING (place)
JOIN person AS p ON p.n = who;
-- step: states
CREATE TEMP TABLE stated AS
SELECT d.*,
       CASE WHEN :wild: THEN (ARRAY['pending_payment', 'paid', 'in_review', 'picking', 'shipped', 'completed', 'in_after_sales', 'closed'])[1 + floor(r_state * 8)::int]
            WHEN age < interval '30 minutes' AND r_state < 0.4 THEN 'pending_payment'
            WHEN age < interval '2 days' THEN CASE WHEN r_state < 0.03 THEN 'pending_payment' WHEN r_state < 0.35 THEN 'paid'
                 WHEN r_state < 0.42 THEN 'in_review' WHEN r_state < 0.62 THEN 'picking' WHEN r_state < 0.95 THEN 'shipped' ELSE 'closed' END
            WHEN age < interval '10 days' THEN CASE WHEN r_state < 0.02 THEN 'paid' WHEN r_state < 0.03 THEN 'in_review'
                 WHEN r_state < 0.06 THEN 'picking' WHEN r_state < 0.84 THEN 'shipped' WHEN r_state < 0.90 THEN 'completed'
                 WHEN r_state < 0.92 THEN 'in_after_sales' ELSE 'closed' END
            ELSE CASE WHEN r_state < 0.0005 THEN 'paid' WHEN r_state < 0.001 THEN 'in_review' WHEN r_state < 0.012 THEN 'in_after_sales'
                 WHEN r_state < 0.025 THEN 'shipped' WHEN r_state < 0.095 THEN 'closed' ELSE 'completed' END END AS state
FROM (SELECT *, now() - placed_at AS age FROM drawn) AS d;
DROP TABLE drawn;
-- step: orders
INSERT INTO orders (id, number, shop_id, state, stage, run_at, version, payment, currency, goods_minor, discount_minor, freight_minor,
    tax_minor, total_minor, paid_minor, refunded_minor, placed_at, paid_at, promise_at, expires_at, released_at, picking_at, shipped_at,
    delivered_at, completed_at, closed_at, close_reason, hold_codes, tags, priority, warehouse_id, warehouse_ids, country, province, city,
    district, longitude, latitude, receiver_masked, phone_masked, buyer_masked, buyer_key, note_marks, line_count, unit_qty, shipped_qty,
    sub_source, related, last_step, last_step_at)
SELECT id, abbr || to_char(placed_at AT TIME ZONE 'Asia/Shanghai', 'YYMMDD') || '-' || id, shop_id, state,
       CASE WHEN state IN ('pending_payment') THEN 'reservation' WHEN state IN ('paid', 'in_review') THEN 'sourcing'
            WHEN state = 'picking' THEN 'shipping' WHEN state = 'shipped' THEN 'tracking' ELSE 'done' END,
       NULL, 3, CASE WHEN unpaid THEN 'unpaid' ELSE 'paid' END, 'CNY', amount, 0, 0, 0, amount, CASE WHEN unpaid THEN 0 ELSE amount END, 0,
       placed_at, paid_at, paid_at + interval '48 hours', NULL,
       CASE WHEN wh_id <> 0 THEN paid_at + interval '5 minutes' END, CASE WHEN state = 'picking' OR gone THEN paid_at + interval '2 hours' END,
       CASE WHEN gone THEN left_at END, CASE WHEN state = 'completed' THEN left_at + interval '2 days' END,
       CASE WHEN state = 'completed' THEN left_at + interval '9 days' END, CASE WHEN state = 'closed' THEN placed_at + interval '1 hour' END,
       CASE WHEN state = 'closed' THEN 'buyer' END,
       CASE WHEN state = 'in_review' THEN ARRAY[(ARRAY['address.incomplete', 'phone.missing', 'manual'])[1 + floor(r_hold * 3)::int]]
            WHEN state = 'paid' AND r_hold < 0.25 THEN ARRAY['stock.short'] WHEN state = 'paid' AND r_hold < 0.3 THEN ARRAY['sku.unmatched']
            WHEN :wild: AND r_hold < 0.05 THEN ARRAY['channel.changed'] ELSE '{}' END,
       CASE WHEN r_tag < 0.08 THEN ARRAY['vip'] WHEN r_tag < 0.10 THEN ARRAY['gift', 'vip'] WHEN r_tag < 0.105 THEN ARRAY['fragile']
            WHEN r_tag < 0.1052 THEN ARRAY['press'] WHEN r_tag < 0.12 AND shop_place = 1 THEN ARRAY['live-sale'] ELSE '{}' END,
       CASE WHEN r_tag > 0.998 THEN 1 ELSE 0 END, CASE WHEN wh_id <> 0 AND r_split < 0.05 THEN -1 ELSE wh_id END,
       CASE WHEN wh_id = 0 THEN '{}' WHEN r_split < 0.05 THEN (SELECT array_agg(w ORDER BY w) FROM unnest(ARRAY[wh_id, 1 + wh_id % 6]) AS w) ELSE ARRAY[wh_id] END,
       'CN', province, city, district, longitude, latitude, name, phone, left(name, 1) || '**', name_hash # 77,
       CASE WHEN r_tag < 0.3 THEN 1 ELSE 0 END, line_count, line_count, CASE WHEN gone THEN line_count ELSE 0 END, NULL, NULL,
       CASE WHEN state = 'completed' THEN 'order.completed' WHEN gone THEN 'order.shipped' ELSE 'order.accepted' END, placed_at + interval '1 minute'
FROM (SELECT *, (1000 + floor(r_lag * 50000))::bigint AS amount, shop_id - min(shop_id) OVER () + 1 AS shop_place,
             state IN ('shipped', 'completed', 'in_after_sales') AS gone, state = 'pending_payment' OR (state = 'closed' AND r_split < 0.5) AS unpaid,
             CASE WHEN state = 'pending_payment' OR (state = 'closed' AND r_split < 0.5) THEN NULL ELSE placed_at + make_interval(secs => 20 + r_lag * r_lag * 3600) END AS paid_at,
             CASE WHEN state IN ('shipped', 'completed', 'in_after_sales', 'picking') OR (state = 'paid' AND r_hold > 0.6) THEN wh ELSE 0 END AS wh_id,
             placed_at + make_interval(hours => 2 + (r_tag * 30)::int) AS left_at
      FROM stated) AS o;
SELECT setval('record_id', 2000000000);
-- step: lines
INSERT INTO order_line
SELECT id, no, 0, NULL, 1 + (:skus: ^ random())::int % :skus:, id || '-' || no, NULL, '商品', '颜色:黑', 1, CASE WHEN state = 'closed' THEN 1 ELSE 0 END,
       CASE WHEN state IN ('paid', 'in_review', 'picking', 'pending_payment') AND r_hold > 0.25 THEN 1 ELSE 0 END,
       CASE WHEN state = 'picking' THEN 1 ELSE 0 END, CASE WHEN state IN ('picking', 'shipped', 'completed', 'in_after_sales') THEN 1 ELSE 0 END,
       CASE WHEN state IN ('picking', 'shipped', 'completed', 'in_after_sales') THEN 1 ELSE 0 END,
       CASE WHEN state IN ('shipped', 'completed', 'in_after_sales') THEN 1 ELSE 0 END, CASE WHEN state = 'completed' THEN 1 ELSE 0 END, 0,
       10000000, 1000, 0, 1000, 0, false, placed_at, placed_at + interval '1 second'
FROM stated, generate_series(1, line_count) AS no;
-- step: sources and contacts
INSERT INTO order_source
SELECT (1800000000000000000 + id * 7919 % 900000000000000000)::text || (id % 10), shop_id, id, 'paid', placed_at, '\x00' FROM stated;
INSERT INTO contact SELECT id, placed_at, sealed, name_hash, phone_hash, tail FROM stated;
-- step: holds, tags, parcels
INSERT INTO order_hold SELECT id, code, placed_at + interval '1 minute', 'stage:screening', 'seeded', NULL, NULL FROM orders, unnest(hold_codes) AS code;
INSERT INTO order_tag SELECT tag, placed_at, id FROM orders, unnest(tags) AS tag;
INSERT INTO parcel
SELECT id * 3 + part, id, NULL, 'SF', 'SF' || (1300000000000 + id * 31 + part), coalesce(shipped_at, placed_at), delivered_at
FROM orders, generate_series(0, CASE WHEN warehouse_id = -1 THEN 1 ELSE 0 END) AS part WHERE shipped_qty > 0;
-- step: recent story
INSERT INTO fulfillment_order
SELECT o.id * 10 + w, o.id, w, CASE WHEN o.shipped_qty > 0 THEN 'shipped' WHEN o.state = 'picking' THEN 'picking' ELSE 'released' END,
       o.placed_at, o.placed_at + interval '5 minutes', o.picking_at, o.shipped_at, NULL
FROM orders AS o, unnest(o.warehouse_ids) AS w WHERE o.placed_at > now() - interval '30 days';
INSERT INTO fulfillment_line
SELECT f.id, l.line_no, l.order_id, l.sku_id, l.qty, l.shipped_qty
FROM fulfillment_order AS f JOIN order_line AS l ON l.order_id = f.order_id
JOIN orders AS o ON o.id = f.order_id
WHERE f.warehouse_id = o.warehouse_ids[1 + l.line_no % nullif(cardinality(o.warehouse_ids), 0)];
INSERT INTO event (epoch, at, order_id, actor, steps)
SELECT 1, placed_at + interval '1 minute', id, 'channel', jsonb_build_array(jsonb_build_object('kind', 'order.accepted', 'lines', line_count),
       jsonb_build_object('kind', 'order.reserved', 'units', unit_qty, 'short', 0))
FROM orders WHERE placed_at > now() - interval '30 days' ORDER BY placed_at;
INSERT INTO decision_record SELECT id, placed_at + interval '1 minute', '\x:decision:' FROM orders WHERE placed_at > now() - interval '10 days';
INSERT INTO raw_payload SELECT id * 10, id, placed_at, 'api', '\x:raw:' FROM orders WHERE placed_at > now() - interval '10 days';
-- step: stock
INSERT INTO stock_node (sku_id, warehouse_id, on_hand_qty, allocated_qty)
SELECT s.id, w.id, 100 + (s.id * 37 + w.id) % 900 + coalesce(c.qty, 0), coalesce(c.qty, 0)
FROM sku AS s CROSS JOIN warehouse AS w
LEFT JOIN (SELECT l.sku_id, f.warehouse_id, sum(l.qty - l.shipped_qty) AS qty FROM fulfillment_line AS l JOIN fulfillment_order AS f ON f.id = l.fulfillment_id
           GROUP BY 1, 2) AS c ON c.sku_id = s.id AND c.warehouse_id = w.id;
INSERT INTO stock_pool (sku_id, on_hand_qty, to_ship_qty, unpaid_qty)
SELECT s.id, n.on_hand + coalesce(c.to_ship + c.unpaid, 0), coalesce(c.to_ship, 0), coalesce(c.unpaid, 0)
FROM sku AS s JOIN (SELECT sku_id, sum(on_hand_qty) AS on_hand FROM stock_node GROUP BY 1) AS n ON n.sku_id = s.id
LEFT JOIN (SELECT l.sku_id, sum(l.reserved_qty) FILTER (WHERE o.payment <> 'unpaid') AS to_ship,
                  sum(l.reserved_qty) FILTER (WHERE o.payment = 'unpaid') AS unpaid
           FROM order_line AS l JOIN orders AS o ON o.id = l.order_id WHERE l.reserved_qty > 0 GROUP BY 1) AS c ON c.sku_id = s.id;
INSERT INTO stock_ledger (at, sku_id, warehouse_id, kind, on_hand, to_ship, unpaid, allocated, frozen, returning_in, order_id, line_no, actor, reason)
SELECT now() - interval '30 days', sku_id, warehouse_id, 'receive', on_hand_qty, 0, 0, 0, 0, 0, NULL, NULL, 'user:1', 'seed' FROM stock_node;
-- step: rollups
TRUNCATE order_count, order_split_count, order_hour, order_cycle;
INSERT INTO order_count SELECT shop_id, warehouse_id, state, hold_codes <> '{}', count(*) FROM orders GROUP BY 1, 2, 3, 4;
INSERT INTO order_split_count SELECT shop_id, warehouse_ids, state, hold_codes <> '{}', count(*) FROM orders WHERE warehouse_id = -1 GROUP BY 1, 2, 3, 4;
INSERT INTO order_hour SELECT shop_id, date_trunc('hour', placed_at, 'UTC'), count(*), sum(paid_minor) FROM orders GROUP BY 1, 2;
INSERT INTO order_cycle SELECT (shipped_at AT TIME ZONE 'UTC')::date, cycle_bucket(paid_at, shipped_at), count(*)
FROM orders WHERE shipped_at IS NOT NULL AND paid_at IS NOT NULL GROUP BY 1, 2;
