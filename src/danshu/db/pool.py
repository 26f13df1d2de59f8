"""Connections: a pool with time-outs on everything, and plain connections for long-lived listeners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

if TYPE_CHECKING:
    from danshu.db.unit_of_work import Row

Connection = AsyncConnection[Any]
Pool = AsyncConnectionPool[Connection]

# Every statement has an end: a web request gives up long before a batch of the worker does.
_OPTIONS = (
    "-c timezone=UTC -c statement_timeout={statement_ms} -c lock_timeout={lock_ms}"
    " -c idle_in_transaction_session_timeout=120000"
)


def connection_options(*, statement_ms: int, lock_ms: int) -> str:
    return _OPTIONS.format(statement_ms=statement_ms, lock_ms=lock_ms)


def make_pool(url: str, *, size_max: int, statement_ms: int = 30_000, lock_ms: int = 10_000) -> Pool:
    """A closed pool: open it with `async with`. Connections are in UTC and autocommit, so that a transaction is explicit."""
    return AsyncConnectionPool(
        url,
        min_size=1,
        max_size=size_max,
        open=False,
        timeout=15,
        max_waiting=2_000,
        kwargs={"autocommit": True, "options": connection_options(statement_ms=statement_ms, lock_ms=lock_ms)},
    )


async def connect(url: str, *, statement_ms: int = 600_000, lock_ms: int = 60_000) -> AsyncConnection[Row]:
    """One connection outside the pool, for a worker's lane or a listener."""
    return await AsyncConnection.connect(
        url, autocommit=True, options=connection_options(statement_ms=statement_ms, lock_ms=lock_ms)
    )
