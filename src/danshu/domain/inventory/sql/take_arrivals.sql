-- Takes: a time and a limit.
-- Gives: distinct SKU ids that became available until then.
-- Locks: the arrivals, which it deletes; rows that another worker has are left to it.
-- Why: releasing stock must not lock the orders that wait for it (orders are locked before stock, never after).
WITH taken AS (
    DELETE FROM stock_arrival
    WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM stock_arrival WHERE at <= %(until)s::timestamptz
        LIMIT %(row_count_max)s::int FOR UPDATE SKIP LOCKED))
    RETURNING sku_id
)
SELECT DISTINCT sku_id FROM taken
