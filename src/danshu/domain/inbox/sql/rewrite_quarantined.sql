-- Takes: a quarantine id, its new sealed content, the source number in it.
-- Gives: nothing.
-- Locks: the item.
-- Why: what could not be read is mended here and then replayed.
UPDATE quarantine SET body = %(body)s::bytea, source_no = %(source_no)s::text
WHERE id = %(id)s::bigint AND state = 'open'
