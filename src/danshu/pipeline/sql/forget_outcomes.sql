-- Takes: a stage or NULL for all, a time.
-- Gives: nothing.
-- Locks: the outcomes that it deletes.
-- Why: only the recent past decides about a pause.
DELETE FROM stage_outcome
WHERE at <= %(until)s::timestamptz AND (stage = %(stage)s::text OR %(stage)s::text IS NULL)
