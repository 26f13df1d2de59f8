-- Takes: a time, limits of messages and of lines, the key of the lock.
-- Gives: id, shop_id, source_no, received_at, origin, history, body, row_count of the messages it took out.
-- Locks: the right to take history until the end of the transaction, and the messages, which it deletes.
--        When another lane has that right, it takes nothing.
-- Why: history runs in the order of its file: a credit note finds the sales before it, whatever the size of a batch.
DELETE FROM inbox
WHERE id = ANY(ARRAY(
    SELECT id
    FROM (
        SELECT id, sum(row_count) OVER (ORDER BY run_at, id) - row_count AS lines_before
        FROM (
            SELECT id, run_at, row_count FROM inbox
            WHERE run_at <= %(at)s::timestamptz AND history
                AND (SELECT pg_try_advisory_xact_lock(%(lock_key)s::bigint))
            ORDER BY run_at, id
            LIMIT %(row_count_max)s::int
        ) AS due
    ) AS counted
    WHERE lines_before < %(line_count_max)s::bigint))
RETURNING id, shop_id, source_no, received_at, origin, history, body, row_count
