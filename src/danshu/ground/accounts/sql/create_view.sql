-- Takes: a view's columns.
-- Gives: the new id.
-- Locks: the new row.
-- Why: new views stand at the end.
INSERT INTO saved_view (user_id, name, filter, columns, shared, position, created_at)
SELECT
    %(user_id)s::int, %(name)s::text, %(filter)s::text::jsonb, %(columns)s::text::jsonb, %(shared)s::boolean,
    coalesce(max(position) + 1, 0), %(at)s::timestamptz
FROM saved_view
WHERE user_id = %(user_id)s::int
RETURNING id
