-- Takes: SKU ids and their new balances.
-- Gives: nothing.
-- Locks: rows that lock_pools already holds.
-- Why: one write for each SKU of a batch, however many orders moved it.
UPDATE stock_pool AS p
SET on_hand_qty = u.on_hand, to_ship_qty = u.to_ship, unpaid_qty = u.unpaid, frozen_qty = u.frozen,
    returning_qty = u.returning_in
FROM unnest(
    %(sku_ids)s::int[], %(on_hand)s::bigint[], %(to_ship)s::bigint[], %(unpaid)s::bigint[], %(frozen)s::bigint[],
    %(returning)s::bigint[]
) AS u (sku_id, on_hand, to_ship, unpaid, frozen, returning_in)
WHERE p.sku_id = u.sku_id
