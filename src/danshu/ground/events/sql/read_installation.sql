-- Takes: nothing.
-- Gives: the installation's epoch and the version of its reference data.
-- Locks: nothing.
-- Why: every event carries the epoch, so that cursors stay true after a restore; the version says when to read
--      shops, warehouses, zones, calendar and settings anew.
SELECT epoch, reference_version FROM installation
