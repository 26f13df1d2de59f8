-- Takes: a stage, why, when.
-- Gives: nothing.
-- Locks: the stage's row.
-- Why: the first pause keeps its reason.
INSERT INTO stage_state (stage, paused_at, reason)
VALUES (%(stage)s::text, %(at)s::timestamptz, %(reason)s::text)
ON CONFLICT (stage) DO UPDATE SET paused_at = excluded.paused_at, reason = excluded.reason
WHERE stage_state.paused_at IS NULL
