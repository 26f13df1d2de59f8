-- Takes: a SKU's id.
-- Gives: the SKU as in read_skus.
-- Locks: nothing.
-- Why: one page, one row.
SELECT id, code, name, attributes, barcode, weight_g, is_bundle, cost_minor, low_stock_qty, active
FROM sku
WHERE id = %(id)s::int
