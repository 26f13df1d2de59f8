-- Takes: bundle SKU ids.
-- Gives: bundle_id, sku_id, code, qty, price_weight of their components.
-- Locks: nothing.
-- Why: the list of SKUs shows what its bundles are made of.
SELECT c.bundle_id, c.sku_id, s.code, c.qty, c.price_weight
FROM bundle_component AS c
JOIN sku AS s ON s.id = c.sku_id
WHERE c.bundle_id = ANY(%(bundle_ids)s::int[])
ORDER BY c.bundle_id, c.sku_id
