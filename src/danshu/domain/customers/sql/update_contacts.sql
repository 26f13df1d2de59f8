-- Takes: order ids with sealed receivers and their indexes.
-- Gives: nothing.
-- Locks: contacts of orders that are locked already.
-- Why: rows that stay as they are are not written.
UPDATE contact AS c
SET sealed = u.sealed, name_hash = u.name_hash, phone_hash = u.phone_hash, phone_tail = u.phone_tail
FROM unnest(
    %(order_ids)s::bigint[], %(sealed)s::bytea[], %(name_hashes)s::bigint[], %(phone_hashes)s::bigint[],
    %(phone_tails)s::text[]
) AS u (order_id, sealed, name_hash, phone_hash, phone_tail)
WHERE c.order_id = u.order_id AND c.sealed IS DISTINCT FROM u.sealed
