-- Takes: quarantine ids, who asked for their replay.
-- Gives: nothing.
-- Locks: these items.
-- Why: the item is resolved later, by the pass that accepts its message; the name must be known then.
UPDATE quarantine SET resolved_by = %(actor)s::text
WHERE id = ANY(%(ids)s::bigint[]) AND state = 'open'
