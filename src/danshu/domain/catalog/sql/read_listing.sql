-- Takes: a listing's id.
-- Gives: the listing as in read_listings.
-- Locks: nothing.
-- Why: shown after it was changed.
SELECT l.id, l.shop_id, h.name, l.item_code, l.title, s.id, s.code, s.name
FROM listing AS l
JOIN shop AS h ON h.id = l.shop_id
LEFT JOIN sku AS own ON l.sku_id IS NULL AND own.code = l.item_code
LEFT JOIN sku AS s ON s.id = coalesce(l.sku_id, own.id)
WHERE l.id = %(id)s::int
