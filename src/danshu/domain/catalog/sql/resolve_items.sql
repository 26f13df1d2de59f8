-- Takes: (shop id, item code) pairs.
-- Gives: shop id, item code, sku id, name, is_bundle of those that are known.
-- Locks: nothing.
-- Why: what a person has mapped wins over a SKU that happens to have the same code.
SELECT asked.shop_id, asked.code, s.id, s.name, s.is_bundle
FROM unnest(%(shop_ids)s::int[], %(codes)s::text[]) AS asked (shop_id, code)
LEFT JOIN listing AS l ON l.shop_id = asked.shop_id AND l.item_code = asked.code
LEFT JOIN sku AS own ON l.sku_id IS NULL AND own.code = asked.code
JOIN sku AS s ON s.id = coalesce(l.sku_id, own.id)
