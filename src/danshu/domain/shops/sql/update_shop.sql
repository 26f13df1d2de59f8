-- Takes: a shop's id and the columns that may change.
-- Gives: nothing.
-- Locks: a row that lock_shop holds.
-- Why: code, channel and currency stay: orders and their numbers rely on them.
UPDATE shop
SET name = %(name)s::text, abbr = %(abbr)s::text, zone = %(zone)s::text, reserve_at = %(reserve_at)s::text,
    owns_payment = %(owns_payment)s::boolean, unpaid_minutes = %(unpaid_minutes)s::int, active = %(active)s::boolean
WHERE id = %(id)s::int
