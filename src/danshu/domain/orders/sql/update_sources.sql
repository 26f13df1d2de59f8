-- Takes: (source number, shop id) pairs with their order, last status, modification time and message hash.
-- Gives: nothing.
-- Locks: sources of orders that are locked already.
-- Why: unchanged rows are left alone; a merge moves a source to another order.
UPDATE order_source AS s
SET order_id = u.order_id, status = u.status, modified_at = u.modified_at, message_hash = u.message_hash
FROM unnest(
    %(source_nos)s::text[], %(shop_ids)s::int[], %(order_ids)s::bigint[], %(statuses)s::text[],
    %(modified_at)s::timestamptz[], %(hashes)s::bytea[]
) AS u (source_no, shop_id, order_id, status, modified_at, message_hash)
WHERE s.source_no = u.source_no AND s.shop_id = u.shop_id
  AND (s.order_id, s.status, s.modified_at, s.message_hash)
      IS DISTINCT FROM (u.order_id, u.status, u.modified_at, u.message_hash)
