-- Takes: nothing.
-- Gives: stage, reason of the stages that are paused.
-- Locks: nothing.
-- Why: every batch asks before it claims.
SELECT stage, reason FROM stage_state WHERE paused_at IS NOT NULL
