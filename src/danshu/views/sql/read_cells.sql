-- Takes: states, shop ids, warehouse ids (each NULL for all), whether only held orders count.
-- Gives: shop id, warehouse id (-1 = several), state, number of orders; cells without orders are left out.
-- Locks: nothing.
-- Why: these few hundred rows tell which runs of the index orders_cell a list must merge, and every count of the tabs.
--      Orders of several warehouses are counted by the set of them, so that each counts once for whoever sees one of them.
SELECT shop_id, warehouse_id, state, sum(n)::bigint
FROM (
    SELECT shop_id, warehouse_id, state, held, n
    FROM order_count
    WHERE %(warehouse_ids)s::int[] IS NULL OR warehouse_id = ANY(%(warehouse_ids)s::int[])
    UNION ALL
    SELECT shop_id, -1, state, held, n
    FROM order_split_count
    WHERE warehouse_ids && %(warehouse_ids)s::int[]
) AS counted
WHERE (%(states)s::text[] IS NULL OR state = ANY(%(states)s::text[]))
  AND (%(shop_ids)s::int[] IS NULL OR shop_id = ANY(%(shop_ids)s::int[]))
  AND (held OR NOT %(held_only)s::boolean)
GROUP BY 1, 2, 3
HAVING sum(n) > 0
ORDER BY 1, 2, 3
