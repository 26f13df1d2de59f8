-- Takes: nothing.
-- Gives: nothing.
-- Locks: the rows that it replaces; those of transactions that are still open are left alone.
-- Why: only hours with more than one row are written anew, so that the past is left alone.
WITH old AS (
    DELETE FROM order_hour
    WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM order_hour
        WHERE (shop_id, hour) IN (SELECT shop_id, hour FROM order_hour GROUP BY 1, 2 HAVING count(*) > 1)
        FOR UPDATE SKIP LOCKED))
    RETURNING shop_id, hour, orders, paid_minor
)
INSERT INTO order_hour (shop_id, hour, orders, paid_minor)
SELECT shop_id, hour, sum(orders), sum(paid_minor) FROM old GROUP BY 1, 2
