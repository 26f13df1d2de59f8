-- Takes: a SKU's id.
-- Gives: the SKU as in read_skus.
-- Locks: the SKU's row, which covers its components.
-- Why: what was read is what gets changed.
SELECT id, code, name, attributes, barcode, weight_g, is_bundle, cost_minor, low_stock_qty, active
FROM sku
WHERE id = %(id)s::int
FOR UPDATE
