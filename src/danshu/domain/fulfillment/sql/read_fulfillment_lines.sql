-- Takes: fulfillment order ids.
-- Gives: fulfillment_id, line_no, sku_id, qty, shipped_qty.
-- Locks: nothing; the order's lock covers them.
-- Why: one read for the lines of a whole batch.
SELECT fulfillment_id, line_no, sku_id, qty, shipped_qty
FROM fulfillment_line
WHERE fulfillment_id = ANY(%(fulfillment_ids)s::bigint[])
ORDER BY fulfillment_id, line_no
