-- Takes: shop id, item code, title, SKU id (NULL = not matched), when.
-- Gives: the new id, no row when the shop has the item already.
-- Locks: the new row.
-- Why: items may be mapped before the first order names them.
INSERT INTO listing (shop_id, item_code, title, sku_id, seen_at)
VALUES (%(shop_id)s::int, %(item_code)s::text, %(title)s::text, %(sku_id)s::int, %(at)s::timestamptz)
ON CONFLICT (shop_id, item_code) DO NOTHING
RETURNING id
