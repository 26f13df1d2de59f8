-- Takes: a view's id, its owner's id.
-- Gives: nothing.
-- Locks: the view's row.
-- Why: only the owner removes a view.
DELETE FROM saved_view WHERE id = %(id)s::int AND user_id = %(user_id)s::int
