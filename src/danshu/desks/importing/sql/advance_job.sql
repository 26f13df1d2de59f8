-- Takes: a job, how many groups of rows its reader believes to be stored, all counters, state and time.
-- Gives: nothing; no row is touched when another reader has gone on with the job.
-- Locks: the job.
-- Why: counters move in the transaction that stores their rows, and only from where the reader stood: two readers of
--      one job can't store a row twice.
UPDATE import_job
SET messages = %(messages)s::int, refusals = %(refusals)s::int, lines_read = %(lines_read)s::int,
    lines_refused = %(lines_refused)s::int, warnings = %(warnings)s::int, errors = %(errors)s::int,
    bytes_read = %(bytes_read)s::bigint, state = %(state)s::text, beat_at = %(at)s::timestamptz,
    finished_at = CASE WHEN %(state)s::text = 'done' THEN %(at)s::timestamptz END
WHERE id = %(id)s::bigint AND state = 'reading' AND messages + refusals = %(known_groups)s::int
