-- Takes: how many blocks.
-- Gives: the first id of so many blocks of 1,000 ids.
-- Locks: nothing.
-- Why: ids are known before the rows are written, so that all tables of a batch can be copied at once.
SELECT nextval('record_id') FROM generate_series(1, %(block_count)s::int)
