-- Takes: a view's id, its owner's id.
-- Gives: id, user_id, name, filter, columns, shared.
-- Locks: the view's row.
-- Why: what was read is what gets changed; others' views are not found.
SELECT id, user_id, name, filter, columns, shared
FROM saved_view
WHERE id = %(id)s::int AND user_id = %(user_id)s::int
FOR UPDATE
