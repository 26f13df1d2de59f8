-- Takes: order ids and when each was delivered.
-- Gives: nothing.
-- Locks: parcels of orders that are locked already.
-- Why: a parcel keeps the first delivery that was told.
UPDATE parcel AS p
SET delivered_at = u.delivered_at
FROM unnest(%(order_ids)s::bigint[], %(delivered_at)s::timestamptz[]) AS u (order_id, delivered_at)
WHERE p.order_id = u.order_id AND p.delivered_at IS NULL
