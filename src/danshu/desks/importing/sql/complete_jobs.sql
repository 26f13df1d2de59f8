-- Takes: a time.
-- Gives: id and uploaded file (else NULL) of the jobs that are done now.
-- Locks: these jobs; one that somebody else completes at this moment is left to them.
-- Why: an import is done when its last message has become an order, not when its file has been read.
UPDATE import_job AS j
SET state = 'done', finished_at = %(at)s::timestamptz, file_path = NULL
FROM (
    SELECT id, file_path, uploaded FROM import_job
    WHERE state = 'storing'
      AND messages <= coalesce((SELECT sum(t.messages) FROM import_tally AS t WHERE t.import_id = import_job.id), 0)
    ORDER BY id
    FOR UPDATE SKIP LOCKED
) AS ready
WHERE j.id = ready.id
RETURNING j.id, CASE WHEN ready.uploaded THEN ready.file_path END
