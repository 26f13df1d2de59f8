-- Takes: a run's id; positions with outcome, reason code, version and what undo needs.
-- Gives: nothing.
-- Locks: these items.
-- Why: every record has its own result.
UPDATE action_item AS i
SET outcome = u.outcome, code = u.code, version_after = u.version_after, undo = u.undo::jsonb
FROM unnest(
    %(positions)s::int[], %(outcomes)s::text[], %(codes)s::text[], %(versions)s::int[], %(undos)s::text[]
) AS u (position, outcome, code, version_after, undo)
WHERE i.run_id = %(run_id)s::bigint AND i.position = u.position
