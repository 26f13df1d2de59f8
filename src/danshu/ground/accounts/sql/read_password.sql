-- Takes: a log-in.
-- Gives: id, password_hash of the active person.
-- Locks: nothing.
-- Why: the one place that reads a password's hash.
SELECT id, password_hash FROM app_user WHERE login = %(login)s::text AND active
