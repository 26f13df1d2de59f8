-- Takes: import ids.
-- Gives: import id, orders, credits, duplicates, updates, lines stored, known and quarantined, net_minor, messages.
-- Locks: nothing.
-- Why: each batch adds one row; an import is their sum.
SELECT import_id, sum(orders)::int, sum(credits)::int, sum(duplicates)::int, sum(updates)::int,
       sum(lines_stored)::int, sum(lines_known)::int, sum(lines_quarantined)::int, sum(net_minor)::bigint,
       sum(messages)::int
FROM import_tally
WHERE import_id = ANY(%(import_ids)s::bigint[])
GROUP BY import_id
