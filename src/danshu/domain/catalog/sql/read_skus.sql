-- Takes: a pattern (NULL = all), whether active or a bundle (NULL = both), a code to start after, a limit.
-- Gives: id, code, name, attributes, barcode, weight_g, is_bundle, cost_minor, low_stock_qty, active, by code.
-- Locks: nothing.
-- Why: codes are what people know their goods by; the unique index gives their order.
SELECT id, code, name, attributes, barcode, weight_g, is_bundle, cost_minor, low_stock_qty, active
FROM sku
WHERE code > %(after)s::text
  AND (%(active)s::boolean IS NULL OR active = %(active)s::boolean)
  AND (%(bundles)s::boolean IS NULL OR is_bundle = %(bundles)s::boolean)
  AND (
    %(q)s::text IS NULL OR code ILIKE %(q)s::text || '%%' OR name ILIKE '%%' || %(q)s::text || '%%'
    OR barcode LIKE %(q)s::text || '%%'
  )
ORDER BY code
LIMIT %(row_count_max)s::int
