-- Takes: quarantine ids, a time.
-- Gives: nothing.
-- Locks: these items.
-- Why: an item counts as replayed in the transaction that stores its order, not when somebody asked for it.
UPDATE quarantine
SET state = 'replayed', resolved_at = %(at)s::timestamptz, attempts = attempts + 1
WHERE id = ANY(%(ids)s::bigint[]) AND state = 'open'
