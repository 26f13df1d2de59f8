-- Takes: nothing.
-- Gives: key, value of the settings that were set.
-- Locks: nothing.
-- Why: part of the reference data that a pass keeps.
SELECT key, value FROM setting
