-- Takes: (order id, line number) pairs.
-- Gives: nothing.
-- Locks: lines of orders that are locked already.
-- Why: a line's kind is fixed at intake, except where its item turns out to be a bundle.
UPDATE order_line AS l SET kind = 1
FROM unnest(%(order_ids)s::bigint[], %(line_nos)s::smallint[]) AS u (order_id, line_no)
WHERE l.order_id = u.order_id AND l.line_no = u.line_no AND l.kind = 0
