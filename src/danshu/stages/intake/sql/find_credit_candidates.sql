-- Takes: (buyer key, item code) pairs.
-- Gives: ids of that buyer's orders which have units of the code that can still be taken back.
-- Locks: nothing; the caller locks the orders and looks again.
-- Why: a credit note that names no order takes back earlier lines of the same buyer.
SELECT DISTINCT o.id
FROM unnest(%(buyer_keys)s::bigint[], %(codes)s::text[]) AS asked (buyer_key, code)
JOIN orders AS o ON o.buyer_key = asked.buyer_key
JOIN order_line AS l ON l.order_id = o.id
WHERE l.item_code = asked.code AND l.qty - l.cancelled_qty - l.returned_qty > 0
