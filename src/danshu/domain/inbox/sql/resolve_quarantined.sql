-- Takes: quarantine ids, a state (replayed, discarded), when, by whom, a note.
-- Gives: nothing.
-- Locks: these items.
-- Why: nothing leaves the quarantine without a name and a reason.
UPDATE quarantine
SET state = %(state)s::text, resolved_at = %(at)s::timestamptz, resolved_by = %(actor)s::text,
    resolution = %(note)s::text, attempts = attempts + 1
WHERE id = ANY(%(ids)s::bigint[]) AND state = 'open'
