-- Takes: a bundle's id, SKU ids with quantities and price weights.
-- Gives: sku_id, code, qty, price_weight of what was written.
-- Locks: the new rows.
-- Why: a bundle has no bundles inside, so that it can never contain itself; those and unknown ones are left out, and the
--      caller sees which.
INSERT INTO bundle_component (bundle_id, sku_id, qty, price_weight)
SELECT %(bundle_id)s::int, s.id, part.qty, part.price_weight
FROM unnest(%(sku_ids)s::int[], %(qtys)s::int[], %(weights)s::bigint[]) AS part (sku_id, qty, price_weight)
JOIN sku AS s ON s.id = part.sku_id AND NOT s.is_bundle
ORDER BY s.id
RETURNING sku_id, (SELECT code FROM sku WHERE id = sku_id), qty, price_weight
