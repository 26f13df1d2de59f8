-- Takes: a new SKU's columns, when.
-- Gives: the new id, no row when the code is taken.
-- Locks: the new row.
-- Why: two who take the same code at once: one gets it.
INSERT INTO sku (
    code, name, attributes, barcode, weight_g, is_bundle, cost_minor, low_stock_qty, active, created_at
)
VALUES (
    %(code)s::text, %(name)s::text, %(attributes)s::text::jsonb, %(barcode)s::text, %(weight_g)s::int,
    %(is_bundle)s::boolean, %(cost_minor)s::bigint, %(low_stock_qty)s::int, %(active)s::boolean, %(at)s::timestamptz
)
ON CONFLICT (code) DO NOTHING
RETURNING id
