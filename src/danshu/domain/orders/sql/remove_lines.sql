-- Takes: (order id, line number) pairs.
-- Gives: nothing.
-- Locks: lines of orders that are locked already.
-- Why: a line that moved to another order by a merge or an unmerge stands in one place only; events keep its story.
DELETE FROM order_line AS l
USING unnest(%(order_ids)s::bigint[], %(line_nos)s::smallint[]) AS u (order_id, line_no)
WHERE l.order_id = u.order_id AND l.line_no = u.line_no
