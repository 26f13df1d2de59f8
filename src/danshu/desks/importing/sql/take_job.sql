-- Takes: a time, and the time before which a silent reader counts as gone.
-- Gives: the oldest job to read, if any.
-- Locks: that job; jobs that somebody else takes at this moment are left to them.
-- Why: a reader that was killed leaves its job behind in the state reading.
UPDATE import_job
SET state = 'reading', beat_at = %(at)s::timestamptz
WHERE id = (
    SELECT id FROM import_job
    WHERE state = 'waiting' OR (state = 'reading' AND beat_at < %(stale_before)s::timestamptz)
    ORDER BY id
    LIMIT 1
    FOR UPDATE SKIP LOCKED)
RETURNING id, file_name, file_path, format, shop_id, history, dry_run, uploaded, state, bytes_total, bytes_read, lines_read,
    messages, refusals, lines_refused, warnings, errors, error, actor, created_at, finished_at
