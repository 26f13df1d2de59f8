-- Takes: SKU ids that became available, a time.
-- Gives: nothing.
-- Locks: the orders that it wakes, in key order; it waits for them, since a wake that is skipped is lost.
-- Why: those who paid first are served first; a wait that the stock can't end is not woken for nothing, except the
--      first in the queue, which takes what there is.
WITH waiting AS (
    SELECT o.id, o.priority, o.paid_at, l.sku_id,
           l.qty - l.cancelled_qty - l.shipped_qty - l.reserved_qty AS short_qty
    FROM order_hold AS h
    JOIN orders AS o ON o.id = h.order_id
    JOIN order_line AS l ON l.order_id = o.id
    WHERE h.code = 'stock.short' AND h.released_at IS NULL AND o.run_at IS NULL
      AND l.sku_id = ANY(%(sku_ids)s::int[]) AND l.kind <> 1
), queued AS (
    SELECT id, sku_id, sum(short_qty) OVER (PARTITION BY sku_id ORDER BY priority DESC, paid_at, id) - short_qty AS before_qty
    FROM waiting
    WHERE short_qty > 0
), chosen AS (
    SELECT DISTINCT q.id
    FROM queued AS q
    JOIN stock_pool AS p ON p.sku_id = q.sku_id
    WHERE q.before_qty < p.on_hand_qty - p.to_ship_qty - p.unpaid_qty - p.frozen_qty
        + CASE WHEN p.counts_returning THEN p.returning_qty ELSE 0 END
), locked AS (
    SELECT o.id FROM orders AS o JOIN chosen USING (id) ORDER BY o.id FOR UPDATE OF o
)
UPDATE orders SET stage = 'reservation', run_at = %(at)s::timestamptz
FROM locked
WHERE orders.id = locked.id
