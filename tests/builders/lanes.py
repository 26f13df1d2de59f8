"""Lanes of the runner, worked until nothing is due."""

from __future__ import annotations

from psycopg.errors import DeadlockDetected

from danshu.db.pool import Connection
from danshu.pipeline.runner import Lane

_STEPS_MAX = 3_000


async def drain(lane: Lane, connection: Connection) -> int:
    """Steps as a worker's lane does until nothing is due: deadlocks are tried again, and work that never ends is told."""
    total = 0
    for _ in range(_STEPS_MAX):
        try:
            done = await lane.step(connection)
        except DeadlockDetected:
            continue
        if not done:
            return total
        total += done
    raise AssertionError(f"after {_STEPS_MAX} rounds something is still due")
