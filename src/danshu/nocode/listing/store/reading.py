"""Runs the statements of a page: a look at the sides, then one way after another until the page is complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from danshu.nocode.listing.model import Place, Size
from danshu.nocode.listing.rules import LEAD_MAX, LOOK_MAX, plan
from danshu.nocode.listing.store import statements
from danshu.nocode.listing.store.parts import column, ordered, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.db.unit_of_work import Row, UnitOfWork
    from danshu.nocode.listing.model import Cells, Query
    from danshu.nocode.listing.rules import Plan
    from danshu.nocode.listing.store.parts import Part


async def page(work: UnitOfWork, query: Query, cells: Cells | None, after: Place | None, limit: int) -> list[Place]:
    """The next `limit` places behind `after`, in the order of the list. `cells` None: nothing is counted."""
    if query.nothing or (cells is not None and cells.total == 0):
        return []
    sizes = await _look(work, query)
    if any(size.count == 0 for size in sizes):
        return []
    found: list[Place] = []
    for chosen in plan(query, cells, sizes):
        rows = await _fetch(work, _statement(query, chosen, cells, sizes, after, limit))
        found = [Place(*row) for row in rows]
        if chosen.steps is None or len(found) == limit:
            break
    return found


async def count(work: UnitOfWork, query: Query, cap: int) -> int:
    """How many rows there are; `cap` + 1 stands for more."""
    if query.nothing:
        return 0
    rows = await _counted(work, query, cap + 1)
    if rows is None:
        return 0
    capped = text(
        "SELECT count(*) FROM (SELECT 1 FROM ({rows}) AS r LIMIT {cap}) AS capped", rows=rows, cap=sql.Literal(cap + 1)
    )
    return int((await _fetch(work, capped))[0][0])


async def _counted(work: UnitOfWork, query: Query, cap: int) -> Part | None:
    """The rows to count; None when a side was seen to be empty."""
    if len(query.sides) == 1 and not query.checks and query.several is None:
        return statements.named(query.sides[0], cap)
    sizes = await _look(work, query)
    if any(size.count == 0 for size in sizes):
        return None
    few = [n for n, size in enumerate(sizes) if size.whole and size.count <= LEAD_MAX]
    if few:
        return statements.lead(query, min(few, key=lambda n: sizes[n].count), sizes, None, None)
    return statements.meet(query, sizes, None)


async def look_at(work: UnitOfWork, query: Query) -> Size:
    """How many rows the query's first side has, up to a cap, and how new they are."""
    return (await _sizes(work, query, [0], LEAD_MAX))[0]


async def _look(work: UnitOfWork, query: Query) -> list[Size]:
    """What the plan must know of each side. A second look goes further where nothing rare was found by the first."""
    alone = len(query.sides) == 1 and query.sides[0].ordered and not query.checks and query.several is None
    if alone and query.order.column == query.usual:
        # An ordered side that stands alone leads, whatever its size.
        return [Size(1, whole=False)]
    sizes = await _sizes(work, query, range(len(query.sides)), LEAD_MAX)
    wide = [n for n, side in enumerate(query.sides) if side.at and not side.ordered]
    if wide and all(not size.whole for size in sizes.values()):
        sizes.update(await _sizes(work, query, wide, LOOK_MAX))
    return [sizes[n] for n in range(len(query.sides))]


async def _sizes(work: UnitOfWork, query: Query, numbers: Sequence[int], cap: int) -> dict[int, Size]:
    if not numbers:
        return {}
    looks = sql.SQL(" UNION ALL ").join([statements.look(query, n, cap) for n in numbers])
    sizes = {}
    for number, rows, newest, oldest in await _fetch(work, looks):
        side = query.sides[number]
        whole = rows <= cap
        # What was not seen to its end has a newest row only where the rows came newest first.
        told = whole or (side.ordered and len(statements.keys(side)) == 1)
        sizes[number] = Size(rows, whole, newest if told else None, oldest if told else None)
    return sizes


def _statement(
    query: Query, chosen: Plan, cells: Cells | None, sizes: Sequence[Size], after: Place | None, limit: int
) -> Part:
    if chosen.way == "cells" and cells is not None:
        return statements.cells(query, cells, after, limit)
    if chosen.way == "lead":
        return statements.lead(query, chosen.side, sizes, after, limit, chosen.steps)
    if chosen.way == "walk":
        return statements.walk(query, sizes, after, limit, chosen.steps)
    return text(
        "WITH met AS MATERIALIZED ({rows}) SELECT at, id FROM met {ordered}",
        rows=statements.meet(query, sizes, after),
        ordered=ordered(query, column("met", "at"), column("met", "id"), limit),
    )


async def _fetch(work: UnitOfWork, statement: Part) -> list[Row]:
    # psycopg reads % as the beginning of a placeholder, even where a literal holds it.
    return await work.fetch(statement.as_bytes(None).replace(b"%", b"%%"))
