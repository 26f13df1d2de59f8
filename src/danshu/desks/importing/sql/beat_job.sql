-- Takes: a job, bytes read, a time.
-- Gives: nothing.
-- Locks: the job.
-- Why: a file whose orders are complete only at its end is read for a while before anything is stored.
UPDATE import_job SET bytes_read = greatest(bytes_read, %(bytes_read)s::bigint), beat_at = %(at)s::timestamptz
WHERE id = %(id)s::bigint AND state = 'reading'
