-- Takes: a user id, a password's hash.
-- Gives: nothing.
-- Locks: the person's row.
-- Why: kept apart from other changes, so that no list of columns ever carries a hash.
UPDATE app_user SET password_hash = %(password_hash)s::text WHERE id = %(id)s::int
