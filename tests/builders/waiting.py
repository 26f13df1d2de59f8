"""Waiting for what another connection does, by asking the server, never by the clock."""

from __future__ import annotations

import asyncio

from danshu.db.pool import Connection

_DEADLINE_SECONDS = 20


async def until_blocked(watcher: Connection, pid: int) -> None:
    """Returns once that backend waits for a lock."""
    async with asyncio.timeout(_DEADLINE_SECONDS):
        while True:
            row = await (await watcher.execute("SELECT cardinality(pg_blocking_pids(%s))", (pid,))).fetchone()
            if row is not None and row[0]:
                return
