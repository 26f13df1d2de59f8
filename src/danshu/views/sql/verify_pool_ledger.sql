-- Takes: a limit.
-- Gives: record, detail: SKU pools whose balance differs from the sum of their ledger.
-- Locks: nothing.
-- Why: the ledger is the truth, balances are only its sums.
SELECT record, detail FROM (
    SELECT 'SKU ' || coalesce(p.sku_id, l.sku_id) AS record,
           format('pool: on hand %%s, to ship %%s, unpaid %%s, frozen %%s; ledger: %%s, %%s, %%s, %%s', p.on_hand_qty, p.to_ship_qty,
                  p.unpaid_qty, p.frozen_qty, l.on_hand, l.to_ship, l.unpaid, l.frozen) AS detail
    FROM stock_pool AS p
    FULL JOIN (
        SELECT sku_id, sum(on_hand) AS on_hand, sum(to_ship) AS to_ship, sum(unpaid) AS unpaid, sum(frozen) AS frozen,
               sum(returning_in) AS returning_in
        FROM stock_ledger GROUP BY sku_id
    ) AS l ON l.sku_id = p.sku_id
    WHERE (coalesce(p.on_hand_qty, 0), coalesce(p.to_ship_qty, 0), coalesce(p.unpaid_qty, 0), coalesce(p.frozen_qty, 0),
           coalesce(p.returning_qty, 0))
       <> (coalesce(l.on_hand, 0), coalesce(l.to_ship, 0), coalesce(l.unpaid, 0), coalesce(l.frozen, 0), coalesce(l.returning_in, 0))
) AS broken
LIMIT %(row_count_max)s::int
