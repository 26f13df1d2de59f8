-- Takes: nothing.
-- Gives: id, code, name_zh, name_en, permissions, built_in of all roles.
-- Locks: nothing.
-- Why: roles are few and read whole.
SELECT id, code, name_zh, name_en, permissions, built_in FROM app_role ORDER BY id
