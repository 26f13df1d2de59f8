-- Takes: a stage, a number of orders.
-- Gives: how many orders the stage's last batches handled and how many of them were poison.
-- Locks: nothing.
-- Why: many failures at once mean that the stage is ill, not the orders.
SELECT coalesce(sum(handled), 0)::int, coalesce(sum(poisoned), 0)::int
FROM (
    SELECT handled, poisoned, sum(handled) OVER (ORDER BY at DESC, poisoned DESC ROWS UNBOUNDED PRECEDING) AS so_far
    FROM stage_outcome
    WHERE stage = %(stage)s::text
) AS recent
WHERE so_far - handled < %(handled_max)s::int
