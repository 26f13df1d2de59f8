-- Takes: a job, the error as JSON, a time.
-- Gives: nothing.
-- Locks: the job.
-- Why: a file that can't be read says so where it was asked for.
UPDATE import_job SET state = 'failed', error = %(error)s::jsonb, finished_at = %(at)s::timestamptz
WHERE id = %(id)s::bigint AND state IN ('waiting', 'reading')
