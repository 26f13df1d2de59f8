-- Takes: a SKU id, warehouse ids (NULL for all), the entry to go on from (NULL for the newest), a limit.
-- Gives: id, time, kind, warehouse id and name, the six changes, order id and number, reason, actor, the actor's name; newest first.
-- Locks: nothing.
-- Why: callers with a scope see the entries of their warehouses; claims on the pool (warehouse 0) have no place yet.
SELECT g.id, g.at, g.kind, g.warehouse_id, w.name, g.on_hand, g.to_ship, g.unpaid, g.frozen, g.allocated, g.returning_in,
       g.order_id, o.number, g.reason, g.actor,
       CASE WHEN g.actor ~ '^user:[0-9]+$' THEN (SELECT u.name FROM app_user AS u WHERE u.id = substr(g.actor, 6)::int) END
FROM stock_ledger AS g
LEFT JOIN warehouse AS w ON w.id = g.warehouse_id
LEFT JOIN orders AS o ON o.id = g.order_id
WHERE g.sku_id = %(sku_id)s::int
  AND (%(before)s::bigint IS NULL OR g.id < %(before)s::bigint)
  AND (%(warehouse_ids)s::int[] IS NULL OR g.warehouse_id = ANY(%(warehouse_ids)s::int[]))
ORDER BY g.id DESC
LIMIT %(row_count_max)s::int
