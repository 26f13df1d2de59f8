-- Takes: a SKU id, warehouse ids (NULL for all), the place to go on from (order id, line, warehouse; NULL for the first), a limit.
-- Gives: order id, number, state, payment, line, warehouse id (0 = not placed yet) and name, units, since when, state of the
--   fulfillment order, open holds; one row for each place that holds units of a line, the oldest order first.
-- Locks: nothing.
-- Why: who holds this unit, since when, and why.
WITH claim AS (
    SELECT l.order_id, l.line_no, l.reserved_qty - l.allocated_qty AS unplaced_qty, l.reserved_at
    FROM order_line AS l
    WHERE l.sku_id = %(sku_id)s::int AND l.reserved_qty > 0
      AND (%(after_order)s::bigint IS NULL OR l.order_id >= %(after_order)s::bigint)
    ORDER BY l.order_id, l.line_no
), held AS (
    SELECT c.order_id, c.line_no, 0 AS warehouse_id, c.unplaced_qty AS qty, c.reserved_at AS since, NULL AS state
    FROM claim AS c WHERE c.unplaced_qty > 0
    UNION ALL
    SELECT c.order_id, c.line_no, f.warehouse_id, (sum(fl.qty - fl.shipped_qty))::int, min(f.planned_at), min(f.state)
    FROM claim AS c
    JOIN fulfillment_order AS f ON f.order_id = c.order_id AND f.state IN ('planned', 'released', 'picking')
    JOIN fulfillment_line AS fl ON fl.fulfillment_id = f.id AND fl.line_no = c.line_no
    WHERE fl.qty > fl.shipped_qty
    GROUP BY 1, 2, 3
)
SELECT o.id, o.number, o.state, o.payment, h.line_no, h.warehouse_id, w.name, h.qty, h.since, h.state, o.hold_codes
FROM held AS h
JOIN orders AS o ON o.id = h.order_id
LEFT JOIN warehouse AS w ON w.id = h.warehouse_id
WHERE (%(warehouse_ids)s::int[] IS NULL OR h.warehouse_id = ANY(%(warehouse_ids)s::int[]))
  AND (%(after_order)s::bigint IS NULL OR (h.order_id, h.line_no::int, h.warehouse_id)
       > (%(after_order)s::bigint, %(after_line)s::int, %(after_warehouse)s::int))
ORDER BY h.order_id, h.line_no, h.warehouse_id
LIMIT %(row_count_max)s::int
