-- Takes: a time, limits of messages and of lines.
-- Gives: id, shop_id, source_no, received_at, origin, history, body, row_count of the messages it took out.
-- Locks: the messages, which it deletes; those that another worker has are left to it.
-- Why: delete and store are one transaction, so a message is either waiting or has become an order, never both.
DELETE FROM inbox
WHERE id = ANY(ARRAY(
    SELECT id
    FROM (
        SELECT id, sum(row_count) OVER (ORDER BY run_at, id) - row_count AS lines_before
        FROM (
            SELECT id, run_at, row_count FROM inbox
            WHERE run_at <= %(at)s::timestamptz AND NOT history
            ORDER BY run_at, id
            LIMIT %(row_count_max)s::int
            FOR UPDATE SKIP LOCKED
        ) AS due
    ) AS counted
    WHERE lines_before < %(line_count_max)s::bigint))
RETURNING id, shop_id, source_no, received_at, origin, history, body, row_count
