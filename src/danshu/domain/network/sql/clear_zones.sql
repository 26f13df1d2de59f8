-- Takes: nothing.
-- Gives: nothing.
-- Locks: all promise zones.
-- Why: the table is put whole, since its rows share out the provinces among them.
DELETE FROM promise_zone
