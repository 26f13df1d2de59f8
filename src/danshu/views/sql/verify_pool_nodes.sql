-- Takes: a limit.
-- Gives: record, detail: SKU pools that hold other units than their warehouses together.
-- Locks: nothing.
-- Why: supply is what lies in warehouses.
SELECT record, detail FROM (
    SELECT 'SKU ' || p.sku_id AS record,
           format('pool: on hand %%s, frozen %%s; warehouses: %%s, %%s', p.on_hand_qty, p.frozen_qty, n.on_hand, n.frozen) AS detail
    FROM stock_pool AS p
    LEFT JOIN (
        SELECT sku_id, sum(on_hand_qty) AS on_hand, sum(frozen_qty) AS frozen FROM stock_node GROUP BY sku_id
    ) AS n ON n.sku_id = p.sku_id
    WHERE (p.on_hand_qty, p.frozen_qty) <> (coalesce(n.on_hand, 0), coalesce(n.frozen, 0))
) AS broken
LIMIT %(row_count_max)s::int
