-- Takes: a shop, content keys.
-- Gives: those that the quarantine has, whatever became of them.
-- Locks: nothing.
-- Why: importing a file again brings back nothing that somebody has discarded.
SELECT content_key FROM quarantine
WHERE content_key = ANY(%(content_keys)s::bigint[]) AND shop_id = %(shop_id)s::int
