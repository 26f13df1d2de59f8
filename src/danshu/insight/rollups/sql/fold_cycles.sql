-- Takes: nothing.
-- Gives: nothing.
-- Locks: the rows that it replaces; those of transactions that are still open are left alone.
-- Why: only days and buckets with more than one row are written anew, so that the past is left alone.
WITH old AS (
    DELETE FROM order_cycle
    WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM order_cycle
        WHERE (day, bucket) IN (SELECT day, bucket FROM order_cycle GROUP BY 1, 2 HAVING count(*) > 1)
        FOR UPDATE SKIP LOCKED))
    RETURNING day, bucket, n
)
INSERT INTO order_cycle (day, bucket, n)
SELECT day, bucket, sum(n) FROM old GROUP BY 1, 2 HAVING sum(n) <> 0
