-- Takes: the time at which it is asked.
-- Gives: seconds since any worker last gave a sign of life, NULL when none ever did.
-- Locks: nothing.
-- Why: doctor and /healthz tell a worker that hangs from one that has nothing to do.
SELECT extract(epoch FROM %(at)s::timestamptz - max(beat_at))::float8 FROM worker_beat
