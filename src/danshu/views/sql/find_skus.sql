-- Takes: codes; whether barcodes count too.
-- Gives: ids of the SKUs with such a code or barcode.
-- Locks: nothing.
-- Why: lists know SKUs by id.
SELECT id FROM sku WHERE code = ANY(%(codes)s::text[]) OR (%(barcodes)s::boolean AND barcode = ANY(%(codes)s::text[])) ORDER BY id
