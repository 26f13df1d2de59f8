-- Takes: a limit.
-- Gives: record, detail: ended orders that still hold stock.
-- Locks: nothing.
-- Why: a closed or completed order gives its units back.
SELECT record, detail FROM (
    SELECT format('order %%s line %%s', o.number, l.line_no) AS record, format('state %%s, reserved %%s', o.state, l.reserved_qty) AS detail
    FROM order_line AS l JOIN orders AS o ON o.id = l.order_id
    WHERE l.reserved_qty > 0 AND o.state IN ('closed', 'completed')
) AS broken
LIMIT %(row_count_max)s::int
