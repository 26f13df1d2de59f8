-- Takes: a cursor (epoch, xid, id) and a limit.
-- Gives: epoch, xid, id, at, order_id, actor, steps of the events after it, in that order.
-- Locks: nothing.
-- Why: ids are handed out before commit, so reading "id > cursor" loses events of slower transactions; below the
--      oldest running transaction nothing can still appear. An earlier epoch was written by another cluster, whose
--      transaction numbers mean nothing here: all of it is there.
SELECT epoch, xid::text::bigint, id, at, order_id, actor, steps
FROM event
WHERE (epoch, xid, id) > (%(epoch)s::int, %(xid)s::text::xid8, %(id)s::bigint)
  AND (epoch < (SELECT i.epoch FROM installation AS i) OR xid < pg_snapshot_xmin(pg_current_snapshot()))
ORDER BY epoch, xid, id
LIMIT %(row_count_max)s::int
