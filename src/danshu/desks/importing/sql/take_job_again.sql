-- Takes: hash, format, shop, mode and path of a file, a time, and the time before which a silent reader counts as gone.
-- Gives: the unfinished job of that file, if there is one.
-- Locks: that job.
-- Why: who repeats an import that was killed goes on with it, and gets the sums of the whole file.
UPDATE import_job
SET state = CASE state WHEN 'storing' THEN 'storing' ELSE 'reading' END, beat_at = %(at)s::timestamptz,
    file_path = %(file_path)s::text
WHERE id = (
    SELECT id FROM import_job
    WHERE state IN ('waiting', 'reading', 'storing') AND NOT dry_run AND NOT uploaded
      AND file_hash = %(file_hash)s::bytea AND format = %(format)s::text AND shop_id = %(shop_id)s::int
      AND history = %(history)s::bool
      AND (state <> 'reading' OR beat_at < %(stale_before)s::timestamptz)
    ORDER BY id
    LIMIT 1
    FOR UPDATE SKIP LOCKED)
RETURNING id, file_name, file_path, format, shop_id, history, dry_run, uploaded, state, bytes_total, bytes_read, lines_read,
    messages, refusals, lines_refused, warnings, errors, error, actor, created_at, finished_at
