-- Takes: a person's columns but log-in and password.
-- Gives: nothing.
-- Locks: a row that lock_user holds.
-- Why: the log-in stays, because the trail names it.
UPDATE app_user
SET name = %(name)s::text, role_ids = %(role_ids)s::int[], warehouse_ids = %(warehouse_ids)s::int[],
    locale = %(locale)s::text, active = %(active)s::boolean
WHERE id = %(id)s::int
