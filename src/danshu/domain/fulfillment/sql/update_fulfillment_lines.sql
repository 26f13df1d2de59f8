-- Takes: (fulfillment order id, line number) pairs with quantities.
-- Gives: nothing.
-- Locks: rows of orders that are locked already.
-- Why: rows that stay as they are are not written.
UPDATE fulfillment_line AS l
SET qty = u.qty, shipped_qty = u.shipped_qty
FROM unnest(
    %(fulfillment_ids)s::bigint[], %(line_nos)s::smallint[], %(quantities)s::int[], %(shipped)s::int[]
) AS u (fulfillment_id, line_no, qty, shipped_qty)
WHERE l.fulfillment_id = u.fulfillment_id AND l.line_no = u.line_no
  AND (l.qty, l.shipped_qty) IS DISTINCT FROM (u.qty, u.shipped_qty)
