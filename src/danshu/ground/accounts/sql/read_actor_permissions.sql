-- Takes: user or api, and the id.
-- Gives: role codes with their permissions now; a key has no role.
-- Locks: nothing.
-- Why: a run that waits for the worker counts what its caller may do when it is done, not when it was asked for.
SELECT r.code, r.permissions
FROM app_user AS u
JOIN app_role AS r ON r.id = ANY(u.role_ids)
WHERE %(kind)s::text = 'user' AND u.id = %(id)s::int AND u.active
UNION ALL
SELECT '', k.scopes
FROM api_key AS k
WHERE %(kind)s::text = 'api' AND k.id = %(id)s::int AND k.revoked_at IS NULL
