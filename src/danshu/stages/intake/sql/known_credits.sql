-- Takes: (shop id, credit number) pairs.
-- Gives: those that are stored.
-- Locks: nothing; the primary key decides when two workers bring the same credit.
-- Why: a credit that comes twice takes back once.
SELECT DISTINCT c.shop_id, c.source_no
FROM unnest(%(shop_ids)s::int[], %(source_nos)s::text[]) AS asked (shop_id, source_no)
JOIN order_credit AS c ON c.shop_id = asked.shop_id AND c.source_no = asked.source_no
