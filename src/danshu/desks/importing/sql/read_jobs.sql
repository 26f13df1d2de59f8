-- Takes: an id or NULL for all, an id that all must be below or NULL, a limit.
-- Gives: jobs, newest first.
-- Locks: nothing.
-- Why: the page shows the last imports; a progress bar asks for one.
SELECT id, file_name, file_path, format, shop_id, history, dry_run, uploaded, state, bytes_total, bytes_read, lines_read,
       messages, refusals, lines_refused, warnings, errors, error, actor, created_at, finished_at
FROM import_job
WHERE (id = %(id)s::bigint OR %(id)s::bigint IS NULL) AND (id < %(before)s::bigint OR %(before)s::bigint IS NULL)
ORDER BY id DESC
LIMIT %(row_count_max)s::int
