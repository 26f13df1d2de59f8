-- Takes: when, who, what, to which record, details and the caller's address.
-- Gives: nothing.
-- Locks: the new row.
-- Why: whoever asks later who changed a price zone or made a key finds it here.
INSERT INTO audit_log (at, actor, action, subject, detail, address)
VALUES (
    %(at)s::timestamptz, %(actor)s::text, %(action)s::text, %(subject)s::text, %(detail)s::text::jsonb, %(address)s::text
)
