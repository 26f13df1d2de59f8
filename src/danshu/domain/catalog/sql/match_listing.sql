-- Takes: a listing's id, a SKU's id (NULL = not matched any more).
-- Gives: nothing.
-- Locks: the listing's row.
-- Why: what a person maps counts from now on; lines that have a SKU keep it.
UPDATE listing SET sku_id = %(sku_id)s::int WHERE id = %(id)s::int
