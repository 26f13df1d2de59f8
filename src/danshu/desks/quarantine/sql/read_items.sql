-- Takes: an id or NULL, and filters that are NULL for all: state, reason, origin (whole, or its kind), an id to read below.
-- Gives: id, at, origin, history, shop, source number, row and number of rows, code, what and mend in both languages,
--        state, attempts, when, by whom and how it was resolved, the sealed content; newest first.
-- Locks: nothing.
-- Why: whoever mends items works through them by reason.
SELECT id, at, origin, history, shop_id, source_no, row_no, row_count, code, what_zh, what_en, mend_zh, mend_en, state,
       attempts, resolved_at, resolved_by, resolution, body
FROM quarantine
WHERE (id = %(id)s::bigint OR %(id)s::bigint IS NULL)
  AND (state = %(state)s::text OR %(state)s::text IS NULL)
  AND (code = %(code)s::text OR %(code)s::text IS NULL)
  AND (origin = %(origin)s::text OR starts_with(origin, %(origin)s::text || ':') OR %(origin)s::text IS NULL)
  AND (id < %(before)s::bigint OR %(before)s::bigint IS NULL)
ORDER BY id DESC
LIMIT %(row_count_max)s::int
