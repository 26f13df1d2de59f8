-- Takes: nothing.
-- Gives: nothing.
-- Locks: the count rows that it replaces; rows of transactions that are still open are left alone.
-- Why: every batch appends its changes; a sum over a few hundred rows stays quick.
WITH old AS (
    DELETE FROM order_count
    WHERE ctid = ANY(ARRAY(SELECT ctid FROM order_count FOR UPDATE SKIP LOCKED))
    RETURNING shop_id, warehouse_id, state, held, n
)
INSERT INTO order_count (shop_id, warehouse_id, state, held, n)
SELECT shop_id, warehouse_id, state, held, sum(n) FROM old GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0
