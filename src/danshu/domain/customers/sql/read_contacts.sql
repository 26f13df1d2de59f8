-- Takes: order ids.
-- Gives: order_id, sealed, name_hash, phone_hash, phone_tail of those that were not erased.
-- Locks: nothing; the order's lock covers its contact.
-- Why: a message or an edit is compared with what the vault holds.
SELECT order_id, sealed, name_hash, phone_hash, phone_tail
FROM contact
WHERE order_id = ANY(%(order_ids)s::bigint[]) AND sealed IS NOT NULL
