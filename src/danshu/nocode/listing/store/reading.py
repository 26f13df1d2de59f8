"""Runs the statements of a page: a look at the sides, then one way after another until the page is complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from danshu.nocode.listing.model import Place, Size
from danshu.nocode.listing.rules import LEAD_MAX, plan
from danshu.nocode.listing.store import statements
from danshu.nocode.listing.store.parts import column, ordered, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.db.unit_of_work import Row, UnitOfWork
    from danshu.nocode.listing.model import Cells, Query, Side
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
    sizes = await _look(work, query)
    if any(size.count == 0 for size in sizes):
        return 0
    few = [n for n, size in enumerate(sizes) if size.count <= LEAD_MAX]
    if few:
        rows = statements.lead(query, min(few, key=lambda n: sizes[n].count), sizes, None, None)
    elif len(query.sides) == 1 and query.sides[0].ordered and not query.checks and query.several is None:
        rows = statements.lead(query, 0, sizes, None, None)
    else:
        rows = statements.meet(query, sizes, None)
    capped = text(
        "SELECT count(*) FROM (SELECT 1 FROM ({rows}) AS r LIMIT {cap}) AS capped", rows=rows, cap=sql.Literal(cap + 1)
    )
    return int((await _fetch(work, capped))[0][0])


async def look_at(work: UnitOfWork, side: Side) -> Size:
    """How many rows one side has, up to a cap, and how new they are."""
    return (await _sizes(work, [side]))[0]


async def _look(work: UnitOfWork, query: Query) -> list[Size]:
    alone = len(query.sides) == 1 and query.sides[0].ordered and not query.checks and query.several is None
    if alone and query.order.column == query.usual:
        # An ordered side that stands alone leads, whatever its size.
        return [Size(1, whole=False)]
    return await _sizes(work, query.sides)


async def _sizes(work: UnitOfWork, sides: Sequence[Side]) -> list[Size]:
    if not sides:
        return []
    looks = sql.SQL(" UNION ALL ").join([statements.look(n, side) for n, side in enumerate(sides)])
    sizes = []
    for number, rows, newest, oldest in sorted(await _fetch(work, looks)):
        side = sides[number]
        whole = rows <= statements.cap_of(side)
        # What was not seen to its end has a newest row only where the rows came newest first.
        told = whole or (side.ordered and len(statements.keys(side)) == 1)
        sizes.append(Size(rows, whole, newest if told else None, oldest if told else None))
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
