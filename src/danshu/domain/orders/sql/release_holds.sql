-- Takes: (order id, code) pairs with when and by whom they were released.
-- Gives: nothing.
-- Locks: holds of orders that are locked already.
-- Why: a hold's story stays; only its end is added.
UPDATE order_hold AS h
SET released_at = u.released_at, released_by = u.released_by
FROM unnest(
    %(order_ids)s::bigint[], %(codes)s::text[], %(released_at)s::timestamptz[], %(released_by)s::text[]
) AS u (order_id, code, released_at, released_by)
WHERE h.order_id = u.order_id AND h.code = u.code AND h.released_at IS NULL
