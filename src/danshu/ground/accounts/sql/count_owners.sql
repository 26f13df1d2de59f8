-- Takes: the code of the owner's role.
-- Gives: how many active people with that role see every warehouse.
-- Locks: the role's row, so that two owners can't be closed at the same time.
-- Why: somebody must be left who can let others in.
WITH owner_role AS (
    SELECT id FROM app_role WHERE code = %(code)s::text FOR UPDATE
)
SELECT count(*) FROM app_user AS u, owner_role AS r
WHERE r.id = ANY(u.role_ids) AND u.active AND u.warehouse_ids IS NULL
