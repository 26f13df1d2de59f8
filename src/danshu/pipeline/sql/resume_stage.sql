-- Takes: a stage.
-- Gives: nothing.
-- Locks: the stage's row.
-- Why: a person has looked and lets it go on.
UPDATE stage_state SET paused_at = NULL, reason = NULL
WHERE stage = %(stage)s::text AND paused_at IS NOT NULL
