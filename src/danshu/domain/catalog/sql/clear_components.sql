-- Takes: a bundle's id.
-- Gives: nothing.
-- Locks: its components.
-- Why: components are put whole; orders keep what they were sold with.
DELETE FROM bundle_component WHERE bundle_id = %(bundle_id)s::int
