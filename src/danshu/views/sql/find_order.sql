-- Takes: an order id or a number (the other NULL), the caller's warehouses (NULL for all).
-- Gives: the order's id, if the caller may see it.
-- Locks: nothing.
-- Why: every page of one order asks this first: an order outside the caller's warehouses does not exist for them.
SELECT id FROM orders
WHERE (id = %(id)s::bigint OR number = %(number)s::text)
  AND (%(warehouse_ids)s::int[] IS NULL OR warehouse_ids && %(warehouse_ids)s::int[])
