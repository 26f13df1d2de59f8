-- Takes: a limit.
-- Gives: record, detail: orders without an event, a raw payload or a contact.
-- Locks: nothing.
-- Why: nothing happens to an order without its story.
SELECT record, detail FROM (
    SELECT 'order ' || o.number AS record,
           concat_ws(', ', CASE WHEN e.order_id IS NULL THEN 'no event' END, CASE WHEN r.order_id IS NULL THEN 'no raw payload' END,
                     CASE WHEN c.order_id IS NULL THEN 'no contact' END) AS detail
    FROM orders AS o
    LEFT JOIN (SELECT DISTINCT order_id FROM event WHERE order_id IS NOT NULL) AS e ON e.order_id = o.id
    LEFT JOIN (SELECT DISTINCT order_id FROM raw_payload) AS r ON r.order_id = o.id
    LEFT JOIN contact AS c ON c.order_id = o.id
    WHERE e.order_id IS NULL OR c.order_id IS NULL
       OR (r.order_id IS NULL AND NOT coalesce(o.related ?| ARRAY['split_from', 'clone_of', 'merged_into'], false))
) AS broken
LIMIT %(row_count_max)s::int
