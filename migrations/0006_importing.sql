-- Imports that add up to the line, resume after a crash, and keep the order of their messages.

-- How many rows of a file (or lines of a call) a message came from: batches are measured in lines, and so are imports.
ALTER TABLE inbox ADD COLUMN row_count int NOT NULL DEFAULT 1;
-- History waits in a queue of its own: it never delays live orders, and one lane at a time drains it in file order.
DROP INDEX inbox_due;
CREATE INDEX inbox_due_live ON inbox (run_at, id) WHERE NOT history;
CREATE INDEX inbox_due_history ON inbox (run_at, id) WHERE history;

-- Lines of messages that were known already: with the stored and the refused ones they make all that was read.
ALTER TABLE import_tally ADD COLUMN updates int NOT NULL DEFAULT 0;
ALTER TABLE import_tally ADD COLUMN lines_known int NOT NULL DEFAULT 0;

-- messages + refusals = how many groups of rows are stored: a reader that takes over skips so many.
ALTER TABLE import_job ADD COLUMN refusals int NOT NULL DEFAULT 0;
ALTER TABLE import_job ADD COLUMN errors int NOT NULL DEFAULT 0;
ALTER TABLE import_job ADD COLUMN uploaded boolean NOT NULL DEFAULT false; -- only such a file is ours to delete
CREATE INDEX import_job_open ON import_job (id) WHERE state IN ('waiting', 'reading', 'storing');

-- What a refused group of rows says, as a keyed hash: the same rows of a file that comes again are not kept twice.
ALTER TABLE quarantine ADD COLUMN content_key bigint;
CREATE INDEX quarantine_content ON quarantine (content_key) WHERE content_key IS NOT NULL;
