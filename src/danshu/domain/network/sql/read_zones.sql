-- Takes: nothing.
-- Gives: code, title_zh, title_en, hours, provinces of all promise zones.
-- Locks: nothing.
-- Why: part of the reference data that a pass keeps.
SELECT code, title_zh, title_en, hours, provinces FROM promise_zone ORDER BY position, code
