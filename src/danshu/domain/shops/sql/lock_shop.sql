-- Takes: a shop's id.
-- Gives: the shop as in read_shops.
-- Locks: the shop's row.
-- Why: what was read is what gets changed.
SELECT id, code, name, channel, abbr, currency, zone, reserve_at, owns_payment, unpaid_minutes, active
FROM shop
WHERE id = %(id)s::int
FOR UPDATE
