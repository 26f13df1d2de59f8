-- Takes: a view's columns.
-- Gives: nothing.
-- Locks: a row that lock_view holds.
-- Why: put whole.
UPDATE saved_view
SET name = %(name)s::text, filter = %(filter)s::text::jsonb, columns = %(columns)s::text::jsonb,
    shared = %(shared)s::boolean
WHERE id = %(id)s::int
