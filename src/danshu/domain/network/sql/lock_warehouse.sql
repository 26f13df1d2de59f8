-- Takes: a warehouse's id.
-- Gives: the warehouse as in read_warehouses.
-- Locks: the warehouse's row, which covers its regions.
-- Why: what was read is what gets changed.
SELECT id, code, name, province, city, longitude, latitude, cutoff, workdays, active
FROM warehouse
WHERE id = %(id)s::int
FOR UPDATE
