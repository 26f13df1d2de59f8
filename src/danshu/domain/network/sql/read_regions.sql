-- Takes: nothing.
-- Gives: warehouse_id, province, rank.
-- Locks: nothing.
-- Why: part of the reference data that a pass keeps.
SELECT warehouse_id, province, rank FROM warehouse_region
