-- Takes: a new shop's columns, when.
-- Gives: the new id, no row when the code is taken.
-- Locks: the new row.
-- Why: two who take the same code at once: one gets it.
INSERT INTO shop (
    code, name, channel, abbr, currency, zone, reserve_at, owns_payment, unpaid_minutes, active, created_at
)
VALUES (
    %(code)s::text, %(name)s::text, %(channel)s::text, %(abbr)s::text, %(currency)s::text, %(zone)s::text,
    %(reserve_at)s::text, %(owns_payment)s::boolean, %(unpaid_minutes)s::int, %(active)s::boolean, %(at)s::timestamptz
)
ON CONFLICT (code) DO NOTHING
RETURNING id
