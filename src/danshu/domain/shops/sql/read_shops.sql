-- Takes: nothing.
-- Gives: id, code, name, channel, abbr, currency, zone, reserve_at, owns_payment, unpaid_minutes, active of all shops.
-- Locks: nothing.
-- Why: part of the reference data that a pass keeps.
SELECT id, code, name, channel, abbr, currency, zone, reserve_at, owns_payment, unpaid_minutes, active
FROM shop
ORDER BY id
