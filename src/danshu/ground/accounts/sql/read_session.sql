-- Takes: the digest of a session's token, now, the time since when an idle session is over.
-- Gives: user id, log-in, name, locale, warehouse ids, CSRF token, seen_at, role codes, each role's permissions as JSON.
-- Locks: nothing.
-- Why: one read for who calls and what they may do, so that a changed role counts from the next request on.
SELECT
    u.id, u.login, u.name, u.locale, u.warehouse_ids, s.csrf_token, s.seen_at,
    coalesce(array_agg(r.code ORDER BY r.id) FILTER (WHERE r.id IS NOT NULL), '{}'),
    coalesce(array_agg(to_json(r.permissions)::text ORDER BY r.id) FILTER (WHERE r.id IS NOT NULL), '{}')
FROM login_session AS s
JOIN app_user AS u ON u.id = s.user_id AND u.active
LEFT JOIN app_role AS r ON r.id = ANY(u.role_ids)
WHERE s.token_hash = %(token_hash)s::bytea
  AND s.expires_at > %(at)s::timestamptz AND s.seen_at > %(idle_from)s::timestamptz
GROUP BY u.id, s.token_hash
