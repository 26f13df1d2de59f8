-- Takes: code, names, permissions.
-- Gives: the role as in read_roles.
-- Locks: the role's row.
-- Why: a role is put whole: what it may do is one decision.
INSERT INTO app_role (code, name_zh, name_en, permissions)
VALUES (%(code)s::text, %(title_zh)s::text, %(title_en)s::text, %(permissions)s::text[])
ON CONFLICT (code) DO UPDATE
SET name_zh = excluded.name_zh, name_en = excluded.name_en, permissions = excluded.permissions
RETURNING id, code, name_zh, name_en, permissions, built_in
