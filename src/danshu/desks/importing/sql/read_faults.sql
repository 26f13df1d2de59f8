-- Takes: a job, the position of the last one known, a limit.
-- Gives: position, row, column, value, severity, code, what and mend of its faults, in the order of the file.
-- Locks: nothing.
-- Why: a person mends the file row by row.
SELECT position, row_no, column_name, value, severity, code, what_zh, what_en, mend_zh, mend_en
FROM import_error
WHERE import_id = %(import_id)s::bigint AND position > %(after)s::int
ORDER BY position
LIMIT %(row_count_max)s::int
