-- Takes: order ids whose orders are locked.
-- Gives: order id, shop id, source number, status, modified_at, message hash.
-- Locks: nothing; the order's lock covers its sources.
-- Why: a message is compared with the last one of the same source number.
SELECT order_id, shop_id, source_no, status, modified_at, message_hash
FROM order_source
WHERE order_id = ANY(%(order_ids)s::bigint[])
ORDER BY order_id, source_no
