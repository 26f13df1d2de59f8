-- Takes: a warehouse's id, provinces with ranks.
-- Gives: nothing.
-- Locks: the new rows.
-- Why: sourcing asks first where a province's first choice is.
INSERT INTO warehouse_region (warehouse_id, province, rank)
SELECT %(warehouse_id)s::int, province, rank
FROM unnest(%(provinces)s::text[], %(ranks)s::smallint[]) AS region (province, rank)
