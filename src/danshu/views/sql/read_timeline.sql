-- Takes: an order id, kinds (NULL for all), the place to go on from (event id and position, NULL for the newest), a limit.
-- Gives: event id, position, time, actor, the actor's name, step; newest first.
-- Locks: nothing.
-- Why: an event holds all steps of one transaction; people read them one by one.
SELECT e.id, step.position, e.at, e.actor,
       CASE WHEN e.actor ~ '^user:[0-9]+$' THEN (SELECT u.name FROM app_user AS u WHERE u.id = substr(e.actor, 6)::int)
            WHEN e.actor ~ '^api:[0-9]+$' THEN (SELECT k.name FROM api_key AS k WHERE k.id = substr(e.actor, 5)::int) END,
       step.body
FROM event AS e
CROSS JOIN LATERAL jsonb_array_elements(e.steps) WITH ORDINALITY AS step (body, position)
WHERE e.order_id = %(order_id)s::bigint
  AND (%(kinds)s::text[] IS NULL OR step.body ->> 'kind' = ANY(%(kinds)s::text[]))
  AND (%(before_id)s::bigint IS NULL OR (e.id, step.position) < (%(before_id)s::bigint, %(before_position)s::bigint))
ORDER BY e.id DESC, step.position DESC
LIMIT %(row_count_max)s::int
