-- Takes: subjects, a time.
-- Gives: nothing.
-- Locks: the new rows.
-- Why: an attempt counts as failed until the password proves right.
INSERT INTO login_failure (subject, at) SELECT subject, %(at)s::timestamptz FROM unnest(%(subjects)s::text[]) AS subject
