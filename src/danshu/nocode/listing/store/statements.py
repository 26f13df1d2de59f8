"""The four ways to a page, as statements. Each gives (at, id): the value that the list is sorted by, and the row's id.

Values are in the statement itself, so that the planner sees what it plans for: a generic plan for "some state" would
walk past a million completed orders to find the few paid ones. `OFFSET 0` keeps PostgreSQL from merging a subquery into
the statement around it: a set is then read as a set, and not tried row by row in the order of the list.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from psycopg import sql

from danshu.nocode.listing.model import AnyOf
from danshu.nocode.listing.rules import earliest, inside, latest
from danshu.nocode.listing.store.parts import (
    Part,
    behind,
    checks,
    column,
    every,
    literals,
    members,
    name,
    named_by,
    ordered,
    places,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.nocode.listing.model import Cells, Check, Place, Query, Side, Size

_R_AT, _R_ID = column("r", "at"), column("r", "id")


def look(query: Query, number: int, cap: int) -> Part:
    """(number, rows up to a cap, newest, oldest) of a side, with what its own index tells of the query's checks."""
    side = query.sides[number]
    newest_first: Part = sql.SQL("")
    if side.ordered and side.at and len(keys(side)) == 1:
        newest_first = text("ORDER BY {at} DESC, {id} DESC", at=column("s", side.at), id=column("s", side.id))
    told = [check for check in query.checks if check.column in side.inside]
    return text(
        "SELECT {number}, count(*), max(at), min(at) FROM"
        " (SELECT {at} AS at FROM {table} AS s WHERE {checks} {newest_first} LIMIT {cap}) AS looked",
        number=sql.Literal(number),
        at=column("s", side.at) if side.at else sql.SQL("NULL::timestamptz"),
        table=name(side.table),
        checks=every(checks("s", [*side.checks, *told])),
        newest_first=newest_first,
        cap=sql.Literal(cap + 1),
    )


def cells(query: Query, counted: Cells, after: Place | None, limit: int) -> Part:
    """The newest rows of each cell, each cell a run of one index, and of these the newest."""
    rest = [check for check in query.checks if check.column not in counted.columns]
    equal = [text("{own} = {cell}", own=column("o", c), cell=column("c", c)) for c in counted.columns]
    return text(
        "SELECT r.at, r.id FROM (VALUES {rows}) AS c ({columns}) CROSS JOIN LATERAL ({run}) AS r {ordered}",
        rows=sql.SQL(", ").join([text("({values})", values=literals(cell.values)) for cell in counted.cells]),
        columns=sql.SQL(", ").join([name(c) for c in counted.columns]),
        run=_listed(query, [*equal, *checks("o", rest), *members("o", query), *_behind(query, after)], limit),
        ordered=ordered(query, _R_AT, _R_ID, limit),
    )


def lead(
    query: Query, number: int, sizes: Sequence[Size], after: Place | None, limit: int | None, steps: int | None = None
) -> Part:
    """The rows that one side names, tested by everything else. `limit` None gives all of them, in no order."""
    side = query.sides[number]
    others = [other for n, other in enumerate(query.sides) if n != number]
    if side.table == query.table.name:
        tests = [*checks("o", side.checks), *_tests(query, others), *_behind(query, after)]
        rows = text("SELECT * FROM ({rows} OFFSET 0) AS r", rows=_listed(query, tests, None))
    elif side.ordered and query.order.column == query.usual:
        tests = [*_found_again(query, query.checks), *(named_by(o, query, at=_R_AT, row_id=_R_ID) for o in others)]
        rows = text(
            "SELECT {distinct} r.at, r.id FROM ({runs}) AS r WHERE {tests}",
            distinct=sql.SQL("DISTINCT" if side.repeats or len(keys(side)) > 1 else ""),
            runs=_runs(query, side, sizes, after, steps),
            tests=every(tests),
        )
    else:
        tests = [text("{id} = s.id", id=column("o", query.table.id)), *_tests(query, others), *_behind(query, after)]
        rows = text(
            "SELECT r.at, r.id FROM (SELECT DISTINCT {id} AS id FROM {table} AS s WHERE {checks} OFFSET 0) AS s"
            " CROSS JOIN LATERAL ({row} OFFSET 0) AS r",
            id=column("s", side.id),
            table=name(side.table),
            checks=every(checks("s", side.checks)),
            row=_listed(query, tests, None),
        )
    return text("{rows} {ordered}", rows=rows, ordered=ordered(query, _R_AT, _R_ID, limit))


def walk(query: Query, sizes: Sequence[Size], after: Place | None, limit: int, steps: int | None = None) -> Part:
    """The table in its order. With steps, only what the index tells is tested before they are counted."""
    same = [check for side in query.sides for check in (*side.same, *side.implies)]
    asked = [side for side in query.sides if not side.same]
    bounds = _bounds("o", query.usual, query, sizes)
    if steps is None:
        tests = [*checks("o", same), *bounds, *_tests(query, asked), *_behind(query, after)]
        return _listed(query, tests, limit)
    cheap, dear = inside(query, [*query.checks, *same])
    stepped = _listed(query, [*checks("o", cheap), *places("o", query), *bounds, *_behind(query, after)], steps)
    tests = [named_by(side, query, at=_R_AT, row_id=_R_ID) for side in asked]
    if dear:
        row = text("{id} = r.id", id=column("o", query.table.id))
        tests.insert(0, _own(query, [row, *checks("o", dear)]))
    return text(
        "SELECT r.at, r.id FROM ({stepped}) AS r WHERE {tests} {ordered}",
        stepped=stepped,
        tests=every(tests),
        ordered=ordered(query, _R_AT, _R_ID, limit),
    )


def meet(query: Query, sizes: Sequence[Size], after: Place | None) -> Part:
    """Every row that meets all conditions, in no order: the planner joins the sides as sets."""
    tests = [
        *checks("o", query.checks),
        *places("o", query),
        *_bounds("o", query.usual, query, sizes),
        *_behind(query, after),
    ]
    for side in query.sides:
        if side.same and all(check.column in query.table.inside for check in side.same):
            tests += checks("o", side.same)
            continue
        tests.append(
            text(
                "{id} IN (SELECT {side_id} FROM {table} AS s WHERE {checks})",
                id=column("o", query.table.id),
                side_id=column("s", side.id),
                table=name(side.table),
                checks=every(checks("s", side.checks)),
            )
        )
    return _listed(query, tests, None)


def named(side: Side, cap: int) -> Part:
    """The ids that a side names, each once, up to a cap."""
    return text(
        "SELECT DISTINCT {id} AS id FROM {table} AS s WHERE {checks} LIMIT {cap}",
        id=column("s", side.id),
        table=name(side.table),
        checks=every(checks("s", side.checks)),
        cap=sql.Literal(cap),
    )


def keys(side: Side) -> tuple[Check, ...]:
    """The first check of a side, one for each of its values: each is a run of the side's index."""
    first = side.checks[0]
    return tuple(AnyOf(first.column, (value,)) for value in first.values) if isinstance(first, AnyOf) else (first,)


def _listed(query: Query, tests: Sequence[Part], limit: int | None) -> Part:
    """Rows of the listed table, called o; those without a value to sort by are left out."""
    at, row_id = column("o", query.order.column), column("o", query.table.id)
    sortable = [] if query.order.column == query.usual else [text("{at} IS NOT NULL", at=at)]
    return text(
        "SELECT {at} AS at, {id} AS id FROM {table} AS o WHERE {tests} {ordered}",
        at=at,
        id=row_id,
        table=name(query.table.name),
        tests=every([*tests, *sortable]),
        ordered=ordered(query, at, row_id, limit),
    )


def _tests(query: Query, sides: Sequence[Side]) -> list[Part]:
    """Every check of the query, and whether the sides name the row, for a listed row o."""
    at, row_id = column("o", query.usual), column("o", query.table.id)
    asked = [named_by(side, query, at=at, row_id=row_id) for side in sides]
    return [*checks("o", query.checks), *places("o", query), *asked]


def _found_again(query: Query, wanted: Sequence[Check]) -> list[Part]:
    """The checks of the listed table on a row that a side named: inside the usual index, where that tells them all."""
    tests = [*checks("o", wanted), *places("o", query)]
    if not tests:
        return []
    row = [text("{id} = r.id", id=column("o", query.table.id))]
    if not inside(query, wanted)[1]:
        row.append(text("{at} = r.at", at=column("o", query.usual)))
    return [_own(query, [*row, *tests])]


def _own(query: Query, tests: Sequence[Part]) -> Part:
    return text(
        "(SELECT true FROM {table} AS o WHERE {tests} LIMIT 1)", table=name(query.table.name), tests=every(tests)
    )


def _runs(query: Query, side: Side, sizes: Sequence[Size], after: Place | None, steps: int | None) -> Part:
    """The rows of an ordered side: a run of its index for each key, merged."""
    assert side.at is not None
    ranges = [replace(check, column=side.at) for check in query.checks if check.column == query.usual]
    bounds = [*behind("s", side.at, side.id, after), *_bounds("s", side.at, query, sizes), *checks("s", ranges)]
    runs = [
        text(
            "(SELECT {at} AS at, {id} AS id FROM {table} AS s WHERE {tests} ORDER BY {at} DESC, {id} DESC {end})",
            at=column("s", side.at),
            id=column("s", side.id),
            table=name(side.table),
            tests=every([*checks("s", [key, *side.checks[1:]]), *bounds]),
            end=sql.SQL("") if steps is None else text("LIMIT {steps}", steps=sql.Literal(steps)),
        )
        for key in keys(side)
    ]
    if len(runs) == 1:
        return runs[0]
    return text("{runs} ORDER BY at DESC, id DESC", runs=sql.SQL(" UNION ALL ").join(runs))


def _bounds(alias: str, at: str, query: Query, sizes: Sequence[Size]) -> list[Part]:
    """The times between which every row lies, as far as the sides were seen to tell."""
    newest, oldest = latest(query, sizes), earliest(query, sizes)
    bounds: list[Part] = []
    if newest is not None:
        bounds.append(text("{at} <= {newest}", at=column(alias, at), newest=sql.Literal(newest)))
    if oldest is not None:
        bounds.append(text("{at} >= {oldest}", at=column(alias, at), oldest=sql.Literal(oldest)))
    return bounds


def _behind(query: Query, after: Place | None) -> list[Part]:
    return behind("o", query.order.column, query.table.id, after, descending=query.order.descending)
