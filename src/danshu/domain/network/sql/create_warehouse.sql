-- Takes: a new warehouse's columns.
-- Gives: the new id, no row when the code is taken.
-- Locks: the new row.
-- Why: two who take the same code at once: one gets it.
INSERT INTO warehouse (code, name, province, city, longitude, latitude, cutoff, workdays, active)
VALUES (
    %(code)s::text, %(name)s::text, %(province)s::text, %(city)s::text, %(longitude)s::float8, %(latitude)s::float8,
    %(cutoff)s::text, %(workdays)s::text, %(active)s::boolean
)
ON CONFLICT (code) DO NOTHING
RETURNING id
