-- Takes: nothing.
-- Gives: nothing.
-- Locks: all exceptions to the weekly calendar.
-- Why: the calendar is put whole, as the government publishes it: a year at a time.
DELETE FROM calendar_day
