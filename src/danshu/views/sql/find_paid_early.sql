-- Takes: a range of payment times, open ends are NULL.
-- Gives: whether an order in it was paid before it was placed.
-- Locks: nothing.
-- Why: nearly never; then a range of payment times bounds the times of placing, and a walk need not begin with today.
SELECT EXISTS (
    SELECT 1 FROM orders
    WHERE paid_at < placed_at
      AND paid_at >= coalesce(%(low)s::timestamptz, '-infinity') AND paid_at < coalesce(%(high)s::timestamptz, 'infinity')
)
