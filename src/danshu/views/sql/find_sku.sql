-- Takes: a SKU id.
-- Gives: a row when there is such a SKU.
-- Locks: nothing.
-- Why: the ledger of no SKU is not an empty ledger.
SELECT id FROM sku WHERE id = %(sku_id)s::int
