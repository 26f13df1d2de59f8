-- Takes: a time, a limit.
-- Gives: id, shop_id, source_no, received_at, origin, history, body of the messages it took out.
-- Locks: the messages, which it deletes; those that another worker has are left to it.
-- Why: delete and store are one transaction, so a message is either waiting or has become an order, never both.
DELETE FROM inbox
WHERE id = ANY(ARRAY(
    SELECT id FROM inbox
    WHERE run_at <= %(at)s::timestamptz
    ORDER BY run_at, id
    LIMIT %(row_count_max)s::int
    FOR UPDATE SKIP LOCKED))
RETURNING id, shop_id, source_no, received_at, origin, history, body
