-- Takes: a user id.
-- Gives: id, user_id, name, filter, columns, shared of own and shared views.
-- Locks: nothing.
-- Why: a list of work is made by one and used by many.
SELECT id, user_id, name, filter, columns, shared
FROM saved_view
WHERE user_id = %(user_id)s::int OR shared
ORDER BY position, id
