-- Takes: the time, a limit.
-- Gives: record, detail: orders and messages that are due but not taken up.
-- Locks: nothing.
-- Why: a worker takes up what is due within minutes.
SELECT record, detail FROM (
    SELECT 'order ' || number AS record, format('due in stage %%s since %%s', stage, run_at) AS detail
    FROM orders
    WHERE run_at < %(now)s::timestamptz - interval '10 minutes'
      AND stage NOT IN (SELECT stage FROM stage_state WHERE paused_at IS NOT NULL)
    UNION ALL
    SELECT 'message ' || id, format('waiting since %%s', run_at)
    FROM inbox
    WHERE run_at < %(now)s::timestamptz - interval '10 minutes'
) AS broken
LIMIT %(row_count_max)s::int
