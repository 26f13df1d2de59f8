-- Takes: days with whether they are worked.
-- Gives: nothing.
-- Locks: the new rows.
-- Why: holidays and the extra workdays that make up for them.
INSERT INTO calendar_day (day, works)
SELECT day, works FROM unnest(%(days)s::date[], %(works)s::boolean[]) AS exception (day, works)
