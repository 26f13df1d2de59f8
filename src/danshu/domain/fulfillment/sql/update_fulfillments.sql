-- Takes: fulfillment order ids with their states and dates.
-- Gives: nothing.
-- Locks: rows of orders that are locked already.
-- Why: rows that stay as they are are not written.
UPDATE fulfillment_order AS f
SET state = u.state, released_at = u.released_at, picking_at = u.picking_at, shipped_at = u.shipped_at,
    cancelled_at = u.cancelled_at
FROM unnest(
    %(ids)s::bigint[], %(states)s::text[], %(released_at)s::timestamptz[], %(picking_at)s::timestamptz[],
    %(shipped_at)s::timestamptz[], %(cancelled_at)s::timestamptz[]
) AS u (id, state, released_at, picking_at, shipped_at, cancelled_at)
WHERE f.id = u.id
  AND (f.state, f.released_at, f.picking_at, f.shipped_at, f.cancelled_at)
      IS DISTINCT FROM (u.state, u.released_at, u.picking_at, u.shipped_at, u.cancelled_at)
