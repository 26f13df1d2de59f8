-- Takes: bundle SKU ids.
-- Gives: bundle_id, sku_id, qty, price_weight, name of their components.
-- Locks: nothing.
-- Why: a sold bundle becomes component units when its order is accepted.
SELECT c.bundle_id, c.sku_id, c.qty, c.price_weight, s.name
FROM bundle_component AS c
JOIN sku AS s ON s.id = c.sku_id
WHERE c.bundle_id = ANY(%(bundle_ids)s::int[])
ORDER BY c.bundle_id, c.sku_id
