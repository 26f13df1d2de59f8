-- Takes: a SKU's id and the columns that may change.
-- Gives: nothing.
-- Locks: a row that lock_sku holds.
-- Why: code and kind stay: orders, stock and labels rely on them.
UPDATE sku
SET name = %(name)s::text, attributes = %(attributes)s::text::jsonb, barcode = %(barcode)s::text,
    weight_g = %(weight_g)s::int, cost_minor = %(cost_minor)s::bigint, low_stock_qty = %(low_stock_qty)s::int,
    active = %(active)s::boolean
WHERE id = %(id)s::int
