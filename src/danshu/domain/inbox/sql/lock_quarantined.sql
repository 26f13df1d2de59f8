-- Takes: quarantine ids.
-- Gives: id, at, origin, history, shop_id, source_no, row_no, row_count, code, what_zh, what_en, mend_zh, mend_en, body, attempts.
-- Locks: these items, in key order.
-- Why: two people replaying the same item get one replay.
SELECT id, at, origin, history, shop_id, source_no, row_no, row_count, code, what_zh, what_en, mend_zh, mend_en, body, attempts
FROM quarantine
WHERE id = ANY(%(ids)s::bigint[]) AND state = 'open'
ORDER BY id
FOR UPDATE
