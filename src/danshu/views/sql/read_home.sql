-- Takes: now, the beginning of today and of the same day yesterday and a week ago (with the same time of those days),
--   the hour from which the trend is shown, warehouse ids (NULL for all), whether money is shown, a cap of counts.
-- Gives: everything of the home page that is no order row, as JSON.
-- Locks: nothing.
-- Why: one request for the first screen. Days come from hourly sums (hours are whole in UTC, days need not be) and, for
--      the hours at both ends that are not whole, from the index of orders by time. Callers with a scope get counts of their own orders only: sums by shop are not theirs.
WITH spans (code, low, hour, high) AS (
    VALUES ('today', %(today)s::timestamptz, date_trunc('hour', %(now)s::timestamptz, 'UTC'), %(now)s::timestamptz),
           ('yesterday', %(yesterday)s::timestamptz, date_trunc('hour', %(yesterday_now)s::timestamptz, 'UTC'), %(yesterday_now)s::timestamptz),
           ('week', %(week)s::timestamptz, date_trunc('hour', %(week_now)s::timestamptz, 'UTC'), %(week_now)s::timestamptz)
), days AS (
    SELECT s.code, coalesce(h.orders, 0) + coalesce(r.orders, 0) AS orders, coalesce(h.paid_minor, 0) + coalesce(r.paid_minor, 0) AS paid_minor
    FROM spans AS s
    CROSS JOIN LATERAL (SELECT date_trunc('hour', s.low + interval '1 hour' - interval '1 microsecond', 'UTC') AS at) AS first
    CROSS JOIN LATERAL (SELECT sum(orders) AS orders, sum(paid_minor) AS paid_minor FROM order_hour WHERE hour >= first.at AND hour < s.hour) AS h
    CROSS JOIN LATERAL (
        SELECT count(*) AS orders, sum(paid_minor) AS paid_minor
        FROM (
            SELECT paid_minor FROM orders WHERE placed_at >= s.low AND placed_at < least(first.at, s.high)
            UNION ALL
            SELECT paid_minor FROM orders WHERE placed_at >= greatest(first.at, s.hour) AND placed_at <= s.high
        ) AS rest
    ) AS r
    WHERE %(warehouse_ids)s::int[] IS NULL
), trend AS (
    SELECT shop_id, hour, sum(orders) AS orders, sum(paid_minor) AS paid_minor
    FROM order_hour WHERE hour >= %(trend)s::timestamptz AND %(warehouse_ids)s::int[] IS NULL GROUP BY 1, 2
), cycle AS (
    SELECT bucket, sum(n) AS n, sum(sum(n)) OVER (ORDER BY bucket) AS upto, sum(sum(n)) OVER () AS total
    FROM order_cycle
    WHERE day > (%(now)s::timestamptz AT TIME ZONE 'UTC')::date - 7 AND %(warehouse_ids)s::int[] IS NULL
    GROUP BY bucket HAVING sum(n) > 0
), low AS (
    SELECT k.id, k.code, k.name, k.low_stock_qty, s.available
    FROM sku AS k
    CROSS JOIN LATERAL (
        SELECT CASE WHEN %(warehouse_ids)s::int[] IS NULL THEN (
            SELECT p.on_hand_qty - p.to_ship_qty - p.unpaid_qty - p.frozen_qty + CASE WHEN p.counts_returning THEN p.returning_qty ELSE 0 END
            FROM stock_pool AS p WHERE p.sku_id = k.id)
        ELSE (SELECT sum(n.on_hand_qty - n.allocated_qty - n.frozen_qty) FROM stock_node AS n
              WHERE n.sku_id = k.id AND n.warehouse_id = ANY(%(warehouse_ids)s::int[])) END AS available
    ) AS s
    WHERE k.low_stock_qty > 0 AND k.active AND NOT k.is_bundle AND coalesce(s.available, 0) < k.low_stock_qty
), last_order AS (
    SELECT s.id AS shop_id, (
        SELECT max(r.at) FROM (SELECT DISTINCT warehouse_id, state FROM order_count WHERE shop_id = s.id) AS c
        CROSS JOIN LATERAL (
            SELECT o.placed_at AS at FROM orders AS o
            WHERE o.shop_id = s.id AND o.warehouse_id = c.warehouse_id AND o.state = c.state ORDER BY o.placed_at DESC LIMIT 1
        ) AS r) AS at
    FROM shop AS s WHERE s.active AND %(warehouse_ids)s::int[] IS NULL
)
SELECT json_build_object(
    'days', (SELECT coalesce(json_object_agg(code, json_build_object('orders', orders,
        'paid_minor', CASE WHEN %(money)s::boolean THEN paid_minor END)), '{}') FROM days),
    'channels', (
        SELECT coalesce(json_agg(json_build_object('shop', json_build_object('id', s.id::text, 'name', s.name, 'channel', s.channel), 'hours', t.hours) ORDER BY t.orders DESC), '[]')
        FROM (
            SELECT shop_id, sum(orders) AS orders, json_agg(json_build_object('at', hour, 'orders', orders,
                'amount_minor', CASE WHEN %(money)s::boolean THEN paid_minor END) ORDER BY hour) AS hours
            FROM trend GROUP BY shop_id
        ) AS t JOIN shop AS s ON s.id = t.shop_id),
    'p50_minutes', (SELECT round(power(2, min(bucket) / 8.0) - 1) FROM cycle WHERE upto >= total * 0.5),
    'p90_minutes', (SELECT round(power(2, min(bucket) / 8.0) - 1) FROM cycle WHERE upto >= total * 0.9),
    'low_count', (SELECT count(*) FROM low),
    'low_stock', (
        SELECT coalesce(json_agg(json_build_object('sku', json_build_object('id', l.id::text, 'code', l.code, 'name', l.name),
            'available', coalesce(l.available, 0), 'low_stock_qty', l.low_stock_qty) ORDER BY l.share, l.code), '[]')
        FROM (SELECT *, coalesce(available, 0)::float8 / low_stock_qty AS share FROM low ORDER BY share, code LIMIT 10) AS l),
    'shops', (
        SELECT coalesce(json_agg(json_build_object('shop', json_build_object('id', s.id::text, 'name', s.name, 'channel', s.channel), 'last_order_at', l.at,
            'orders_24h', coalesce((SELECT sum(t.orders) FROM order_hour AS t
                WHERE t.shop_id = s.id AND t.hour > %(now)s::timestamptz - interval '24 hours'), 0)) ORDER BY l.at DESC NULLS LAST), '[]')
        FROM last_order AS l JOIN shop AS s ON s.id = l.shop_id),
    'stages', (
        SELECT coalesce(json_agg(json_build_object('stage', d.stage, 'waiting', d.waiting, 'paused', p.paused_at IS NOT NULL, 'alarm', p.reason) ORDER BY d.stage), '[]')
        FROM (
            SELECT stage, sum(n) AS waiting FROM (
                SELECT due.stage, count(*) AS n FROM (
                    SELECT stage FROM orders WHERE run_at <= %(now)s::timestamptz AND %(warehouse_ids)s::int[] IS NULL LIMIT %(cap)s::int
                ) AS due GROUP BY 1
                UNION ALL SELECT stage, 0 FROM stage_state WHERE paused_at IS NOT NULL AND %(warehouse_ids)s::int[] IS NULL
            ) AS both_kinds GROUP BY stage
        ) AS d LEFT JOIN stage_state AS p ON p.stage = d.stage AND p.paused_at IS NOT NULL),
    'inbox', (SELECT count(*) FROM (SELECT 1 FROM inbox WHERE %(warehouse_ids)s::int[] IS NULL LIMIT %(cap)s::int) AS waiting))::text
