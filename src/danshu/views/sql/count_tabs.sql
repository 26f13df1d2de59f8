-- Takes: shop ids, warehouse ids (each NULL for all), now and the end of "soon", a cap, whether
--   quarantined messages are counted.
-- Gives: {all, states: {code: n}, held, overdue, due_soon, quarantined} as JSON.
-- Locks: nothing.
-- Why: one statement for all tabs; states and holds come from counters, what depends on the hour from the index of open
--      promises, as far as the cap.
WITH cell AS (
    SELECT shop_id, state, held, n
    FROM order_count
    WHERE %(warehouse_ids)s::int[] IS NULL OR warehouse_id = ANY(%(warehouse_ids)s::int[])
    UNION ALL
    SELECT shop_id, state, held, n
    FROM order_split_count
    WHERE warehouse_ids && %(warehouse_ids)s::int[]
), counted AS (
    SELECT state, sum(n) AS n, sum(n) FILTER (WHERE held) AS held
    FROM cell
    WHERE %(shop_ids)s::int[] IS NULL OR shop_id = ANY(%(shop_ids)s::int[])
    GROUP BY state
)
SELECT json_build_object(
    'all', (SELECT coalesce(sum(n), 0) FROM counted),
    'states', (SELECT coalesce(json_object_agg(state, n) FILTER (WHERE n > 0), '{}') FROM counted),
    'held', (SELECT coalesce(sum(held), 0) FROM counted),
    'overdue', (SELECT count(*) FROM (
        SELECT 1 FROM orders AS o
        WHERE promise_at < %(now)s::timestamptz AND state IN ('paid', 'in_review', 'picking')
          AND (%(shop_ids)s::int[] IS NULL OR shop_id = ANY(%(shop_ids)s::int[]))
          AND (%(warehouse_ids)s::int[] IS NULL OR (
              warehouse_id = ANY(%(warehouse_ids)s::int[] || -1)
              AND (warehouse_id <> -1 OR (SELECT x.warehouse_ids && %(warehouse_ids)s::int[] FROM orders AS x WHERE x.id = o.id))))
        LIMIT %(cap)s::int) AS late),
    'due_soon', (SELECT count(*) FROM (
        SELECT 1 FROM orders AS o
        WHERE promise_at >= %(now)s::timestamptz AND promise_at < %(soon)s::timestamptz
          AND state IN ('paid', 'in_review', 'picking')
          AND (%(shop_ids)s::int[] IS NULL OR shop_id = ANY(%(shop_ids)s::int[]))
          AND (%(warehouse_ids)s::int[] IS NULL OR (
              warehouse_id = ANY(%(warehouse_ids)s::int[] || -1)
              AND (warehouse_id <> -1 OR (SELECT x.warehouse_ids && %(warehouse_ids)s::int[] FROM orders AS x WHERE x.id = o.id))))
        LIMIT %(cap)s::int) AS soon),
    'quarantined', CASE WHEN %(with_quarantine)s::boolean THEN (SELECT count(*) FROM quarantine WHERE state = 'open') ELSE 0 END)
