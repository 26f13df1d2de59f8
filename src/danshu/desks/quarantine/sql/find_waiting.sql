-- Takes: origins of replays.
-- Gives: those that have a message in the inbox.
-- Locks: nothing; the caller holds the items, and a message leaves the inbox only together with its item's change.
-- Why: an item that is being tried is not tried twice at once.
SELECT DISTINCT origin FROM inbox WHERE origin = ANY(%(origins)s::text[])
