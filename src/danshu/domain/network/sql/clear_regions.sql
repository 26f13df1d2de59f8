-- Takes: a warehouse's id.
-- Gives: nothing.
-- Locks: its regions.
-- Why: regions are put whole.
DELETE FROM warehouse_region WHERE warehouse_id = %(warehouse_id)s::int
