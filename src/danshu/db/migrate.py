"""Migrations: numbered SQL files, each applied once in its own transaction, never changed afterwards."""

from __future__ import annotations

import hashlib
from pathlib import Path

import psycopg

from danshu.kernel.errors import DanshuError

# One key for all of Danshu's migrations: two processes that start together wait for each other.
_LOCK_KEY = 7_236_284_510


def migrations_folder() -> Path:
    """`migrations/` of a checkout, or the copy that the wheel carries."""
    packaged = Path(__file__).parent.parent / "_migrations"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "migrations"


def _read() -> list[tuple[str, str, str]]:
    files = sorted(migrations_folder().glob("[0-9][0-9][0-9][0-9]_*.sql"))
    texts = [(path.stem, path.read_text(encoding="utf-8")) for path in files]
    return [(name, text, hashlib.sha256(text.encode()).hexdigest()) for name, text in texts]


def pending(conninfo: str) -> list[str]:
    """Names of the migrations that the database does not have yet."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        exists = connection.execute("SELECT to_regclass('schema_migration') IS NOT NULL").fetchone()
        done = (
            {row[0] for row in connection.execute("SELECT name FROM schema_migration")}
            if exists and exists[0]
            else set()
        )
    return [name for name, _, _ in _read() if name not in done]


def migrate(conninfo: str) -> list[str]:
    """Brings the database up to date and gives the names of the migrations that it applied.

    Raises `db.migration_changed` when a file that was applied before has been edited since, and
    `db.newer_schema` when the database has migrations that this version does not know.
    """
    applied: list[str] = []
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (_LOCK_KEY,))
        connection.execute(
            "CREATE TABLE IF NOT EXISTS schema_migration"
            " (name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())"
        )
        known: dict[str, str] = dict(connection.execute("SELECT name, hash FROM schema_migration").fetchall())
        files = _read()
        unknown = sorted(set(known) - {name for name, _, _ in files})
        if unknown:
            raise DanshuError(
                "db.newer_schema",
                f"The database has migration {unknown[-1]}, which this version of Danshu does not know.",
                "Start the newer version, or restore a backup made before the upgrade.",
            )
        for name, text, digest in files:
            if name in known:
                if known[name] != digest:
                    raise DanshuError(
                        "db.migration_changed",
                        f"Migration {name} was changed after it had been applied.",
                        "Put the original file back and write a new migration.",
                    )
                continue
            with connection.transaction():
                connection.execute(text.encode())
                connection.execute("INSERT INTO schema_migration (name, hash) VALUES (%s, %s)", (name, digest))
            applied.append(name)
    return applied
