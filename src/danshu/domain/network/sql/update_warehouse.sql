-- Takes: a warehouse's id and the columns that may change.
-- Gives: nothing.
-- Locks: a row that lock_warehouse holds.
-- Why: the code stays: files and labels name it.
UPDATE warehouse
SET name = %(name)s::text, province = %(province)s::text, city = %(city)s::text, longitude = %(longitude)s::float8,
    latitude = %(latitude)s::float8, cutoff = %(cutoff)s::text, workdays = %(workdays)s::text,
    active = %(active)s::boolean
WHERE id = %(id)s::int
