-- Takes: actors such as user:3 and api:5.
-- Gives: actor and name of those that are known.
-- Locks: nothing.
-- Why: names are looked up when shown, since a person may be renamed.
SELECT asked.actor, coalesce(u.name, k.name)
FROM unnest(%(actors)s::text[]) AS asked (actor)
LEFT JOIN app_user AS u ON asked.actor = 'user:' || u.id
LEFT JOIN api_key AS k ON asked.actor = 'api:' || k.id
