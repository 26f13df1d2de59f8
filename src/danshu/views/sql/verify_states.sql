-- Takes: hold codes that mean a review, a limit.
-- Gives: record, detail: orders whose stored state is not the one that their lines give.
-- Locks: nothing.
-- Why: one rule derives the state; this is the same rule in SQL.
SELECT record, detail FROM (
    SELECT 'order ' || o.number AS record, format('stored %%s, derived %%s', o.state, d.state) AS detail
    FROM orders AS o
    LEFT JOIN (
        SELECT order_id, count(*) AS lines, sum(qty - cancelled_qty) AS wanted, sum(shipped_qty) AS shipped,
               sum(picking_qty) AS picking, sum(returned_qty) AS returned
        FROM order_line WHERE kind <> 1 GROUP BY order_id
    ) AS l ON l.order_id = o.id
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN o.closed_at IS NOT NULL THEN 'closed'
            WHEN l.lines IS NOT NULL AND (l.wanted <= 0 OR l.returned >= l.wanted) THEN 'closed'
            WHEN o.completed_at IS NOT NULL THEN 'completed'
            WHEN l.lines IS NOT NULL AND l.shipped >= l.wanted THEN 'shipped'
            WHEN o.payment IN ('unpaid', 'deposit') THEN 'pending_payment'
            WHEN l.picking > 0 OR l.shipped > 0 THEN 'picking'
            WHEN o.hold_codes && %(review_codes)s::text[] THEN 'in_review'
            ELSE 'paid' END AS state
    ) AS d
    WHERE o.state <> d.state
) AS broken
LIMIT %(row_count_max)s::int
