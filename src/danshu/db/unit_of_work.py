"""One transaction: reads and writes by statement, new rows gathered and copied once at the end."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from psycopg import errors, sql
from psycopg.rows import tuple_row

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from psycopg import AsyncConnection

Row = tuple[Any, ...]
_LIMITS = {"int2": 1 << 15, "int4": 1 << 31}


@dataclass(frozen=True, slots=True)
class Table:
    """Where rows are copied to: column names with their PostgreSQL types, in the order of the tuples."""

    name: str
    columns: tuple[tuple[str, str], ...]

    def copy_statement(self) -> sql.Composed:
        names = sql.SQL(", ").join(sql.Identifier(name) for name, _ in self.columns)
        return sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(sql.Identifier(self.name), names)

    def check_ranges(self, rows: Sequence[Row]) -> None:
        """Raises NumericValueOutOfRange. psycopg's binary dumpers cut int2 and int4 silently: 2**31 would become -2**31."""
        for place, (name, kind) in enumerate(self.columns):
            limit = _LIMITS.get(kind)
            numbers = list(filter(None, map(itemgetter(place), rows))) if limit else []
            if limit and numbers and not -limit <= min(numbers) <= max(numbers) < limit:
                raise errors.NumericValueOutOfRange(f"{self.name}.{name} has a number beyond {kind}")


class UnitOfWork:
    """Statements of one transaction. `statements` counts them: a house test holds each stage to its number."""

    def __init__(self, connection: AsyncConnection[Row]) -> None:
        self._connection = connection
        self._new: dict[str, tuple[Table, list[Row]]] = {}
        self.statements = 0

    async def fetch(self, statement: bytes, /, **params: Any) -> list[Row]:
        """Runs one statement and gives its rows."""
        self.statements += 1
        async with self._connection.cursor(binary=True, row_factory=tuple_row) as cursor:
            await cursor.execute(statement, params)
            return await cursor.fetchall()

    async def run(self, statement: bytes, /, **params: Any) -> int:
        """Runs one statement and gives the number of rows that it touched."""
        self.statements += 1
        async with self._connection.cursor() as cursor:
            await cursor.execute(statement, params)
            return cursor.rowcount

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Keeps rows for `flush`, which copies each table once."""
        if rows:
            self._new.setdefault(table.name, (table, []))[1].extend(rows)

    async def flush(self) -> None:
        """Copies all gathered rows, table by table in the order in which the tables were first named."""
        for table, rows in self._new.values():
            table.check_ranges(rows)
            self.statements += 1
            async with self._connection.cursor() as cursor, cursor.copy(table.copy_statement()) as copy:
                copy.set_types([kind for _, kind in table.columns])
                for row in rows:
                    await copy.write_row(row)
        self._new.clear()


@asynccontextmanager
async def transaction(connection: AsyncConnection[Row]) -> AsyncIterator[UnitOfWork]:
    """Commits when the block ends well, rolls back when it raises; gathered rows are copied before the commit."""
    async with connection.transaction():
        work = UnitOfWork(connection)
        yield work
        await work.flush()
