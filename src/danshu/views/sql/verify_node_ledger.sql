-- Takes: a limit.
-- Gives: record, detail: warehouse balances that differ from the sum of their ledger.
-- Locks: nothing.
-- Why: the ledger is the truth, balances are only its sums.
SELECT record, detail FROM (
    SELECT format('SKU %%s in warehouse %%s', coalesce(n.sku_id, l.sku_id), coalesce(n.warehouse_id, l.warehouse_id)) AS record,
           format('node: on hand %%s, allocated %%s, frozen %%s; ledger: %%s, %%s, %%s', n.on_hand_qty, n.allocated_qty, n.frozen_qty,
                  l.on_hand, l.allocated, l.frozen) AS detail
    FROM stock_node AS n
    FULL JOIN (
        SELECT sku_id, warehouse_id, sum(on_hand) AS on_hand, sum(allocated) AS allocated, sum(frozen) AS frozen
        FROM stock_ledger WHERE warehouse_id > 0 GROUP BY sku_id, warehouse_id
    ) AS l ON l.sku_id = n.sku_id AND l.warehouse_id = n.warehouse_id
    WHERE (coalesce(n.on_hand_qty, 0), coalesce(n.allocated_qty, 0), coalesce(n.frozen_qty, 0))
       <> (coalesce(l.on_hand, 0), coalesce(l.allocated, 0), coalesce(l.frozen, 0))
) AS broken
LIMIT %(row_count_max)s::int
