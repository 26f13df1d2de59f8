-- Takes: order ids, the caller's warehouses (NULL for all).
-- Gives: id, number, state of those that the caller may see.
-- Locks: nothing.
-- Why: related orders are links; a link to what one may not see would tell its state.
SELECT id, number, state FROM orders
WHERE id = ANY(%(ids)s::bigint[]) AND (%(warehouse_ids)s::int[] IS NULL OR warehouse_ids && %(warehouse_ids)s::int[])
ORDER BY id
