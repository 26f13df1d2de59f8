-- Takes: an id to read below (NULL = from the newest), a subject (NULL = every one), a limit.
-- Gives: id, at, actor, the actor's name, action, subject, detail, newest first.
-- Locks: nothing.
-- Why: names are looked up when shown, since a person may be renamed.
SELECT a.id, a.at, a.actor, coalesce(u.name, k.name), a.action, a.subject, a.detail
FROM audit_log AS a
LEFT JOIN app_user AS u ON a.actor = 'user:' || u.id
LEFT JOIN api_key AS k ON a.actor = 'api:' || k.id
WHERE (%(before)s::bigint IS NULL OR a.id < %(before)s::bigint)
  AND (%(subject)s::text IS NULL OR a.subject = %(subject)s::text)
ORDER BY a.id DESC
LIMIT %(row_count_max)s::int
