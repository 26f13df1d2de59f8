"""Notifications of one channel, on a connection of their own: psycopg's `notifies()` keeps the connection's lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from danshu.db.pool import connect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


async def listen(url: str, channel: str) -> AsyncIterator[str | None]:
    """Yields None once the channel is heard, then each payload. Raises psycopg.OperationalError when the server goes."""
    async with await connect(url) as connection:
        await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
        yield None
        async for notice in connection.notifies():
            yield notice.payload
