-- Takes: a shop (NULL = every one), whether matched (NULL = both), a pattern, an id to read below, a limit.
-- Gives: id, shop id, shop name, item_code, title, SKU id, code and name, newest first.
-- Locks: nothing.
-- Why: an item that nobody mapped is matched all the same when a SKU has its code.
SELECT l.id, l.shop_id, h.name, l.item_code, l.title, s.id, s.code, s.name
FROM listing AS l
JOIN shop AS h ON h.id = l.shop_id
LEFT JOIN sku AS own ON l.sku_id IS NULL AND own.code = l.item_code
LEFT JOIN sku AS s ON s.id = coalesce(l.sku_id, own.id)
WHERE (%(before)s::int IS NULL OR l.id < %(before)s::int)
  AND (%(shop_id)s::int IS NULL OR l.shop_id = %(shop_id)s::int)
  AND (%(matched)s::boolean IS NULL OR (s.id IS NOT NULL) = %(matched)s::boolean)
  AND (
    %(q)s::text IS NULL OR l.item_code ILIKE %(q)s::text || '%%' OR l.title ILIKE '%%' || %(q)s::text || '%%'
    OR s.code ILIKE %(q)s::text || '%%'
  )
ORDER BY l.id DESC
LIMIT %(row_count_max)s::int
