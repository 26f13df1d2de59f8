-- Takes: a zone's columns.
-- Gives: nothing.
-- Locks: the new row.
-- Why: zones are few; each is one row.
INSERT INTO promise_zone (code, title_zh, title_en, hours, provinces, position)
VALUES (
    %(code)s::text, %(title_zh)s::text, %(title_en)s::text, %(hours)s::int, %(provinces)s::text[], %(position)s::int
)
