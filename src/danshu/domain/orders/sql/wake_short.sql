-- Takes: SKU ids that became available, a time.
-- Gives: nothing.
-- Locks: the orders that it wakes, in key order; it waits for them, since a wake that is skipped is lost. What the
--        wait changed is looked at again: an order that another worker has served meanwhile stays where it is.
-- Why: those who paid first are served first; a wait that the stock can't end is not woken for nothing, except the
--      first in the queue, which takes what there is. Orders that no warehouse could ship try again with any arrival.
WITH waiting AS (
    SELECT o.id, o.priority, coalesce(o.paid_at, o.placed_at) AS since, l.sku_id,
           l.qty - l.cancelled_qty - l.shipped_qty - l.reserved_qty AS short_qty
    FROM order_hold AS h
    JOIN orders AS o ON o.id = h.order_id
    JOIN order_line AS l ON l.order_id = o.id
    WHERE h.code = 'stock.short' AND h.released_at IS NULL AND o.stage <> 'done'
      AND (o.run_at IS NULL OR o.run_at > %(at)s::timestamptz)
      AND l.sku_id = ANY(%(sku_ids)s::int[]) AND l.kind <> 1
), queued AS (
    SELECT id, sku_id, sum(short_qty) OVER (PARTITION BY sku_id ORDER BY priority DESC, since, id) - short_qty AS before_qty
    FROM waiting
    WHERE short_qty > 0
), chosen AS (
    SELECT q.id
    FROM queued AS q
    JOIN stock_pool AS p ON p.sku_id = q.sku_id
    WHERE q.before_qty < p.on_hand_qty - p.to_ship_qty - p.unpaid_qty - p.frozen_qty
        + CASE WHEN p.counts_returning THEN p.returning_qty ELSE 0 END
    UNION
    SELECT h.order_id
    FROM order_hold AS h
    JOIN order_line AS l ON l.order_id = h.order_id
    WHERE h.code = 'sourcing.none' AND h.released_at IS NULL AND l.sku_id = ANY(%(sku_ids)s::int[]) AND l.reserved_qty > 0
), locked AS (
    SELECT o.id
    FROM orders AS o
    JOIN chosen USING (id)
    WHERE o.stage <> 'done' AND o.hold_codes && '{stock.short,sourcing.none}'
      AND (o.run_at IS NULL OR o.run_at > %(at)s::timestamptz)
    ORDER BY o.id
    FOR UPDATE OF o
)
UPDATE orders SET stage = 'reservation', run_at = %(at)s::timestamptz
FROM locked
WHERE orders.id = locked.id
