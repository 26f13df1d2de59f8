-- Takes: what was asked for, the state to begin in, a time.
-- Gives: the job.
-- Locks: the new row.
-- Why: a file is a job before its first row is read, so that a reader that dies leaves a trace to go on from.
INSERT INTO import_job (
    file_name, file_hash, file_path, format, shop_id, history, dry_run, bytes_total, uploaded, actor, state,
    created_at, beat_at)
VALUES (
    %(file_name)s::text, %(file_hash)s::bytea, %(file_path)s::text, %(format)s::text, %(shop_id)s::int,
    %(history)s::bool, %(dry_run)s::bool, %(bytes_total)s::bigint, %(uploaded)s::bool, %(actor)s::text,
    %(state)s::text, %(at)s::timestamptz, %(at)s::timestamptz)
RETURNING id, file_name, file_path, format, shop_id, history, dry_run, uploaded, state, bytes_total, bytes_read, lines_read,
    messages, refusals, lines_refused, warnings, errors, error, actor, created_at, finished_at
