-- Takes: (shop id, source number) pairs.
-- Gives: shop id, source number, order id of those that are known.
-- Locks: nothing; the unique index decides when two workers bring the same new number.
-- Why: this is how a repeated message finds its order.
SELECT s.shop_id, s.source_no, s.order_id
FROM unnest(%(shop_ids)s::int[], %(source_nos)s::text[]) AS asked (shop_id, source_no)
JOIN order_source AS s ON s.source_no = asked.source_no AND s.shop_id = asked.shop_id
