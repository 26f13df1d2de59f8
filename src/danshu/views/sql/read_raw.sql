-- Takes: an order id.
-- Gives: time received, origin, sealed body of its last 50 messages, oldest first.
-- Locks: nothing.
-- Why: engineers compare what came with what was made of it.
SELECT received_at, origin, body
FROM (SELECT id, received_at, origin, body FROM raw_payload WHERE order_id = %(order_id)s::bigint ORDER BY id DESC LIMIT 50) AS kept
ORDER BY id
