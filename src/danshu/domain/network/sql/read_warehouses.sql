-- Takes: nothing.
-- Gives: id, code, name, province, city, longitude, latitude, cutoff, workdays, active of all warehouses.
-- Locks: nothing.
-- Why: part of the reference data that a pass keeps.
SELECT id, code, name, province, city, longitude, latitude, cutoff, workdays, active
FROM warehouse
ORDER BY id
