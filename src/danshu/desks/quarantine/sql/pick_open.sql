-- Takes: a reason and an origin (whole, or its kind), NULL for all, and a limit.
-- Gives: ids of open items, oldest first.
-- Locks: nothing; the replay locks them and looks again.
-- Why: “replay all of this reason” freezes the ids first.
SELECT id
FROM quarantine
WHERE state = 'open'
  AND (code = %(code)s::text OR %(code)s::text IS NULL)
  AND (origin = %(origin)s::text OR starts_with(origin, %(origin)s::text || ':') OR %(origin)s::text IS NULL)
ORDER BY id
LIMIT %(row_count_max)s::int
