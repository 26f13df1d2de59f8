-- Takes: an id to start after, a limit.
-- Gives: id, log-in, name, locale, role codes, warehouse_ids, active, last_login_at, by id.
-- Locks: nothing.
-- Why: the list of people; hashes are not read here.
SELECT
    u.id, u.login, u.name, u.locale,
    ARRAY(SELECT r.code FROM app_role AS r WHERE r.id = ANY(u.role_ids) ORDER BY r.id), u.warehouse_ids, u.active,
    u.last_login_at
FROM app_user AS u
WHERE u.id > %(after)s::int
ORDER BY u.id
LIMIT %(row_count_max)s::int
