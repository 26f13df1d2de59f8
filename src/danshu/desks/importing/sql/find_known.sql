-- Takes: a shop, order numbers, credit numbers.
-- Gives: those that are stored.
-- Locks: nothing.
-- Why: a dry run says how much of a file is known already.
SELECT asked.source_no
FROM unnest(%(orders)s::text[]) AS asked (source_no)
JOIN order_source AS s ON s.source_no = asked.source_no AND s.shop_id = %(shop_id)s::int
UNION
SELECT c.source_no
FROM order_credit AS c
WHERE c.shop_id = %(shop_id)s::int AND c.source_no = ANY(%(credits)s::text[])
