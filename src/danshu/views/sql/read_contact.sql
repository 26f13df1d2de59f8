-- Takes: an order id.
-- Gives: its sealed contact, province, city, district; no row after erasure.
-- Locks: nothing.
-- Why: revealed only to callers who may, and logged.
SELECT c.sealed, o.province, o.city, o.district
FROM orders AS o JOIN contact AS c ON c.order_id = o.id
WHERE o.id = %(order_id)s::bigint AND c.sealed IS NOT NULL
