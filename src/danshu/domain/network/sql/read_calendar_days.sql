-- Takes: nothing.
-- Gives: day, works of the exceptions to the weekly calendar.
-- Locks: nothing.
-- Why: part of the reference data that a pass keeps.
SELECT day, works FROM calendar_day
