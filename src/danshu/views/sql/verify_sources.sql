-- Takes: a limit.
-- Gives: record, detail: orders without a source, and sources without an order.
-- Locks: nothing.
-- Why: each message of a channel became one order, once.
SELECT record, detail FROM (
    SELECT 'order ' || o.number AS record, 'no source number and no order that it came from' AS detail
    FROM orders AS o
    WHERE NOT EXISTS (SELECT FROM order_source AS s WHERE s.order_id = o.id)
      AND NOT coalesce(o.related ?| ARRAY['split_from', 'clone_of', 'merged_into'], false)
    UNION ALL
    SELECT format('source %%s of shop %%s', s.source_no, s.shop_id), 'its order does not exist'
    FROM order_source AS s
    WHERE NOT EXISTS (SELECT FROM orders AS o WHERE o.id = s.order_id)
) AS broken
LIMIT %(row_count_max)s::int
