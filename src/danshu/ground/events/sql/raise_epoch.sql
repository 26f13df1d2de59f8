-- Takes: nothing.
-- Gives: the installation's new epoch.
-- Locks: the installation's row.
-- Why: after a restore the same event ids are given out again; cursors order by (epoch, xid, id), so that the higher
--      epoch keeps every reader from mistaking new events for old ones. What was to be sent before the backup may have
--      been sent since, so that nothing goes out until the channels are resynced.
UPDATE installation SET epoch = epoch + 1, outward_paused = true RETURNING epoch
