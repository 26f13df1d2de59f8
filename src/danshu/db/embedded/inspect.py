"""What a server says of itself, before any table of the house is relied on."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg


@dataclass(frozen=True, slots=True)
class Server:
    """`major` is 15 or more for a server that we support; `clock_s` is its time in seconds since 1970."""

    major: int
    version: str
    clock_s: float


def server(conninfo: str) -> Server:
    """Connects and asks. Raises psycopg.OperationalError when nobody answers within 10 s."""
    with psycopg.connect(conninfo, autocommit=True, connect_timeout=10) as connection:
        number = connection.info.server_version
        row = connection.execute("SELECT extract(epoch FROM clock_timestamp())::float8").fetchone()
        return Server(number // 10_000, f"{number // 10_000}.{number % 10_000}", row[0] if row else 0.0)


def schemas(conninfo: str) -> dict[str, int]:
    """The database's own schemas, each with its number of tables."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        rows = connection.execute(
            "SELECT n.nspname, count(c.oid) FROM pg_namespace n"
            " LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p')"
            r" WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema' GROUP BY n.nspname ORDER BY 1"
        ).fetchall()
    return {str(name): int(count) for name, count in rows}
