-- Takes: a new person's columns.
-- Gives: the new id, no row when the log-in is taken.
-- Locks: the new row.
-- Why: two who take the same log-in at once: one gets it.
INSERT INTO app_user (login, name, password_hash, role_ids, warehouse_ids, locale, active, created_at)
VALUES (
    %(login)s::text, %(name)s::text, %(password_hash)s::text, %(role_ids)s::int[], %(warehouse_ids)s::int[],
    %(locale)s::text, %(active)s::boolean, %(at)s::timestamptz
)
ON CONFLICT (login) DO NOTHING
RETURNING id
