"""One transaction: reads and writes by statement, new rows gathered and copied once at the end."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from psycopg import errors, sql
from psycopg.rows import tuple_row

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Sequence

    from psycopg import AsyncConnection, AsyncCursor

Row = tuple[Any, ...]
_LIMITS = {"int2": 1 << 15, "int4": 1 << 31}


# Above about this many rows COPY's own round trips cost less than an INSERT for each row.
_PIPELINE_ROWS_MAX = 80
_JSON = ("jsonb", "jsonb bytes")
JSONB_VERSION = b"\x01"


def _as_text(value: Any, kind: str) -> Any:
    if value is None:
        return None
    return value[len(JSONB_VERSION) :].decode() if kind == "jsonb bytes" else json.dumps(value)


def int_array(values: Iterable[int]) -> str:
    """An array literal. psycopg dumps arrays number by number in Python (measured: ten times as long); the SQL casts it."""
    return "{" + ",".join(map(str, values)) + "}"


@dataclass(frozen=True, slots=True)
class Table:
    """Where rows are copied to: column names with their PostgreSQL types, in the order of the tuples.

    The type `jsonb bytes` is for ready-made JSON: a version byte and the text, as jsonb_recv in PostgreSQL's jsonb.c
    takes it, so that it is not decoded and encoded once more.
    """

    name: str
    columns: tuple[tuple[str, str], ...]

    def copy_statement(self) -> sql.Composed:
        names = sql.SQL(", ").join(sql.Identifier(name) for name, _ in self.columns)
        return sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(sql.Identifier(self.name), names)

    def insert_statement(self) -> sql.Composed:
        names = sql.SQL(", ").join(sql.Identifier(name) for name, _ in self.columns)
        casts = {"jsonb bytes": "jsonb"}
        values = sql.SQL(", ").join(
            sql.SQL("%s::{}").format(sql.SQL(casts.get(kind, kind))) for _, kind in self.columns
        )
        return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(self.name), names, values)

    def insert_row(self, row: Row) -> Row:
        """The row as INSERT takes it: JSON as text."""
        kinds = (kind for _, kind in self.columns)
        return tuple(_as_text(value, kind) if kind in _JSON else value for value, kind in zip(row, kinds, strict=True))

    def copy_types(self) -> list[str]:
        return ["bytea" if kind == "jsonb bytes" else kind for _, kind in self.columns]

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
        self._later: list[tuple[bytes, dict[str, Any]]] = []
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

    def later(self, statement: bytes, /, **params: Any) -> None:
        """Keeps a statement whose result nobody needs for `flush`, which runs it before the rows."""
        self._later.append((statement, params))

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Keeps rows for `flush`, which copies each table once."""
        if rows:
            self._new.setdefault(table.name, (table, []))[1].extend(rows)

    async def flush(self) -> None:
        """Runs the kept statements, then writes all gathered rows, table by table as the tables were first named.

        Few rows go out as INSERTs in one pipeline, which is one round trip; many by COPY, which is quicker for each row.
        """
        later, gathered = self._later, list(self._new.values())
        self._later, self._new = [], {}
        self.statements += len(later) + len(gathered)
        for table, rows in gathered:
            table.check_ranges(rows)
        if sum(len(rows) for _, rows in gathered) <= _PIPELINE_ROWS_MAX:
            async with self._connection.pipeline(), self._connection.cursor() as cursor:
                await self._run_all(cursor, later)
                for table, rows in gathered:
                    statement = table.insert_statement()
                    for row in rows:
                        await cursor.execute(statement, table.insert_row(row))
            return
        async with self._connection.cursor() as cursor:
            await self._run_all(cursor, later)
            for table, rows in gathered:
                async with cursor.copy(table.copy_statement()) as copy:
                    copy.set_types(table.copy_types())
                    for row in rows:
                        await copy.write_row(row)

    @staticmethod
    async def _run_all(cursor: AsyncCursor[Row], statements: list[tuple[bytes, dict[str, Any]]]) -> None:
        for statement, params in statements:
            await cursor.execute(statement, params)


@asynccontextmanager
async def transaction(connection: AsyncConnection[Row]) -> AsyncIterator[UnitOfWork]:
    """Commits when the block ends well, rolls back when it raises; gathered rows are copied before the commit."""
    async with connection.transaction():
        work = UnitOfWork(connection)
        yield work
        await work.flush()
