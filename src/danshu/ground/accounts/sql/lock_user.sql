-- Takes: a user id.
-- Gives: the person as in read_users.
-- Locks: the person's row.
-- Why: what was read is what gets changed.
SELECT
    u.id, u.login, u.name, u.locale,
    ARRAY(SELECT r.code FROM app_role AS r WHERE r.id = ANY(u.role_ids) ORDER BY r.id), u.warehouse_ids, u.active,
    u.last_login_at
FROM app_user AS u
WHERE u.id = %(id)s::int
FOR UPDATE OF u
