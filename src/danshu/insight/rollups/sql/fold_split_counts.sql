-- Takes: nothing.
-- Gives: nothing.
-- Locks: the rows that it replaces; those of transactions that are still open are left alone.
-- Why: every batch appends its differences; a sum over a few hundred rows stays quick.
WITH old AS (
    DELETE FROM order_split_count
    WHERE ctid = ANY(ARRAY(SELECT ctid FROM order_split_count FOR UPDATE SKIP LOCKED))
    RETURNING shop_id, warehouse_ids, state, held, n
)
INSERT INTO order_split_count (shop_id, warehouse_ids, state, held, n)
SELECT shop_id, warehouse_ids, state, held, sum(n) FROM old GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0
