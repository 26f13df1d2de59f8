-- Takes: a user id, a locale.
-- Gives: nothing.
-- Locks: the person's row.
-- Why: a person's own choice, which needs no permission.
UPDATE app_user SET locale = %(locale)s::text WHERE id = %(id)s::int
