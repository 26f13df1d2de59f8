-- Takes: (shop id, item code, title) of items without a SKU, a time.
-- Gives: nothing.
-- Locks: the new rows.
-- Why: the list of unmatched items is where somebody binds them; an item is noted once.
INSERT INTO listing (shop_id, item_code, title, seen_at)
SELECT shop_id, code, title, %(at)s::timestamptz
FROM unnest(%(shop_ids)s::int[], %(codes)s::text[], %(titles)s::text[]) AS item (shop_id, code, title)
ORDER BY shop_id, code
ON CONFLICT (shop_id, item_code) DO NOTHING
