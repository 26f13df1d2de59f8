"""The query builder of lists: the one place where SQL is composed at run time.

Values are written into the statements as quoted literals, so that the planner sees what it plans for: a generic plan
for "some state" would walk past a million completed orders to find the few paid ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from danshu.nocode.listing.model import AnyOf, Between, Filled, Overlaps, Place, Prefix, Side, Size
from danshu.nocode.listing.rules import LEAD_MAX, LOOK_MAX, Plan, earliest, inside, latest, plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from danshu.db.unit_of_work import Row, UnitOfWork
    from danshu.nocode.listing.model import Cells, Check, Query, Several, Value

_AND = sql.SQL(" AND ")
_TRUE = sql.SQL("true")


async def page(work: UnitOfWork, query: Query, cells: Cells | None, after: Place | None, limit: int) -> list[Place]:
    """The next `limit` rows behind `after`, in the order of the list. `cells` None: nothing is counted."""
    if query.nothing or (cells is not None and cells.total == 0):
        return []
    sizes = await look(work, query)
    if any(size.count == 0 for size in sizes):
        return []
    found: list[Place] = []
    for chosen in plan(query, cells, sizes):
        statement = _page_statement(query, chosen, cells, sizes, after, limit)
        found = [Place(*row) for row in await _fetch(work, statement)]
        if chosen.steps is None or len(found) == limit:
            break
    return found


async def count(work: UnitOfWork, query: Query, cap: int) -> int:
    """How many rows there are; `cap` + 1 stands for more."""
    if query.nothing:
        return 0
    sizes = await look(work, query)
    if any(size.count == 0 for size in sizes):
        return 0
    few = [n for n, size in enumerate(sizes) if size.count <= LEAD_MAX]
    chosen = Plan("lead", min(few, key=lambda n: sizes[n].count)) if few else Plan("meet")
    rows = _lead(query, chosen, sizes, None, None) if few else _met(query, sizes, None)
    statement = sql.SQL("SELECT count(*) FROM (SELECT 1 FROM ({}) AS r LIMIT {}) AS capped").format(rows, cap + 1)
    return int((await _fetch(work, statement))[0][0])


async def look(work: UnitOfWork, query: Query) -> list[Size]:
    """How many rows each side has, up to a cap, and how new they are; one statement for all."""
    if not query.sides or (len(query.sides) == 1 and query.sides[0].ordered and not query.checks and not query.several):
        # An ordered side that stands alone leads whatever its size.
        return [Size(1, whole=False) for _ in query.sides]
    parts = [_look(n, side) for n, side in enumerate(query.sides)]
    sizes = []
    for number, rows, newest, oldest in sorted(await _fetch(work, sql.SQL(" UNION ALL ").join(parts))):
        side = query.sides[number]
        whole = rows <= (LEAD_MAX if side.ordered else LOOK_MAX)
        told = side.at is not None and (whole or (side.ordered and len(_keys(side)) == 1))
        sizes.append(Size(rows, whole, newest if told else None, oldest if told else None))
    return sizes


async def look_at(work: UnitOfWork, side: Side) -> Size:
    """How many rows one side has, up to a cap."""
    ((_, rows, newest, oldest),) = await _fetch(work, _look(0, side))
    return Size(rows, rows <= LEAD_MAX, newest, oldest)


def _look(number: int, side: Side) -> sql.Composed:
    single = side.ordered and len(_keys(side)) == 1
    order = (
        sql.SQL("ORDER BY s.{0} DESC, s.{1} DESC").format(_name(side.at or ""), _name(side.id))
        if single
        else sql.SQL("")
    )
    at = sql.SQL("s.{}").format(_name(side.at)) if side.at else sql.SQL("NULL::timestamptz")
    cap = LEAD_MAX if side.ordered or not side.at else LOOK_MAX
    return sql.SQL(
        "SELECT {}, count(*), max(at), min(at) FROM (SELECT {} AS at FROM {} AS s WHERE {} {} LIMIT {}) AS looked"
    ).format(number, at, _name(side.table), _checks("s", side.checks), order, cap + 1)


def _page_statement(
    query: Query, chosen: Plan, cells: Cells | None, sizes: Sequence[Size], after: Place | None, limit: int
) -> sql.Composable:
    if chosen.way == "cells" and cells is not None:
        return _cells(query, cells, after, limit)
    if chosen.way == "lead":
        return _lead(query, chosen, sizes, after, limit)
    if chosen.way == "walk":
        return _walk(query, chosen, sizes, after, limit)
    return sql.SQL("WITH met AS MATERIALIZED ({}) SELECT at, id FROM met {}").format(
        _met(query, sizes, after), _sorted(query, "met.at", "met.id", limit)
    )


def _cells(query: Query, cells: Cells, after: Place | None, limit: int) -> sql.Composed:
    """The newest rows of each cell, each a run of one index, and of these the newest."""
    rows = sql.SQL(", ").join(sql.SQL("({})").format(_list(cell.values)) for cell in cells.cells)
    names = sql.SQL(", ").join(_name(column) for column in cells.columns)
    equal = _AND.join(sql.SQL("o.{0} = c.{0}").format(_name(column)) for column in cells.columns)
    rest = [check for check in query.checks if check.column not in cells.columns]
    where = _all([equal, *_each("o", rest), *_members("o", query), *_after(query, "o", after)])
    return sql.SQL(
        "SELECT n.at, n.id FROM (VALUES {}) AS c ({}) CROSS JOIN LATERAL (SELECT o.{} AS at, o.{} AS id FROM {} AS o WHERE {} {}) AS n {}"
    ).format(
        rows, names, _name(query.order.column), _name(query.table.id), _name(query.table.name), where,
        _sorted(query, f"o.{query.order.column}", f"o.{query.table.id}", limit), _sorted(query, "n.at", "n.id", limit),
    )  # fmt: skip


def _lead(query: Query, chosen: Plan, sizes: Sequence[Size], after: Place | None, limit: int | None) -> sql.Composed:
    """Rows of one side, checked by everything else. `limit` None gives all of them, in no order."""
    side = query.sides[chosen.side]
    others = [other for n, other in enumerate(query.sides) if n != chosen.side]
    usual = query.order.column == query.usual
    if side.table == query.table.name:
        where = [_checks("o", side.checks), *_each("o", query.checks), *_several("o", query), *_probes("o", query, others),
                 *_after(query, "o", after)]  # fmt: skip
        rows = sql.SQL("SELECT o.{} AS at, o.{} AS id FROM {} AS o WHERE {} OFFSET 0").format(
            _name(query.order.column), _name(query.table.id), _name(query.table.name), _all(where)
        )
        return sql.SQL("SELECT r.at, r.id FROM ({}) AS r {}").format(rows, _sorted(query, "r.at", "r.id", limit))
    if not usual or not side.ordered or not side.at:
        where = [*_each("o", query.checks), *_several("o", query), *_probes("o", query, others), *_after(query, "o", after),
                 sql.SQL("o.{} IS NOT NULL").format(_name(query.order.column))]  # fmt: skip
        return sql.SQL(
            "SELECT r.at, r.id FROM (SELECT DISTINCT s.{} AS id FROM {} AS s WHERE {} OFFSET 0) AS s CROSS JOIN LATERAL"
            " (SELECT o.{} AS at, o.{} AS id FROM {} AS o WHERE o.{} = s.id AND {} OFFSET 0) AS r {}"
        ).format(
            _name(side.id), _name(side.table), _checks("s", side.checks), _name(query.order.column), _name(query.table.id),
            _name(query.table.name), _name(query.table.id), _all(where), _sorted(query, "r.at", "r.id", limit),
        )  # fmt: skip
    tests = [*_own_probe(query, [*query.checks]), *_probes("r", query, others)]
    distinct = sql.SQL("DISTINCT") if side.repeats or len(_keys(side)) > 1 else sql.SQL("")
    return sql.SQL("SELECT {} r.at, r.id FROM ({}) AS r WHERE {} {}").format(
        distinct, _runs(query, side, sizes, after, chosen.steps), _all(tests), _sorted(query, "r.at", "r.id", limit)
    )


def _runs(query: Query, side: Side, sizes: Sequence[Size], after: Place | None, steps: int | None) -> sql.Composable:
    """The rows of an ordered side: one run of its index for each key, merged."""
    assert side.at is not None
    bounds = [*_after_at("s", side.at, side.id, after), *_time_bounds("s", side.at, query, sizes)]
    order = sql.SQL("ORDER BY s.{} DESC, s.{} DESC").format(_name(side.at), _name(side.id))
    end = sql.SQL("LIMIT {}").format(steps) if steps is not None else sql.SQL("")
    runs = [
        sql.SQL("(SELECT s.{} AS at, s.{} AS id FROM {} AS s WHERE {} {} {})").format(
            _name(side.at), _name(side.id), _name(side.table), _all([_equal("s", key), *_each("s", side.checks[1:]), *bounds]), order, end
        )
        for key in _keys(side)
    ]  # fmt: skip
    if len(runs) == 1:
        return runs[0]
    return sql.SQL("{} ORDER BY at DESC, id DESC").format(sql.SQL(" UNION ALL ").join(runs))


def _walk(query: Query, chosen: Plan, sizes: Sequence[Size], after: Place | None, limit: int) -> sql.Composed:
    """The table in its order. With steps, only what the index tells is checked before they are counted."""
    same = [check for side in query.sides for check in side.same]
    probed = [side for side in query.sides if not side.same]
    cheap, dear = inside(query, [*query.checks, *same])
    bounds = _time_bounds("o", query.usual, query, sizes)
    at, row_id, table = _name(query.order.column), _name(query.table.id), _name(query.table.name)
    if chosen.steps is None:
        where = [*_each("o", [*cheap, *dear]), *_several("o", query), *bounds, *_probes("o", query, probed), *_after(query, "o", after),
                 sql.SQL("o.{} IS NOT NULL").format(at)]  # fmt: skip
        return sql.SQL("SELECT o.{} AS at, o.{} AS id FROM {} AS o WHERE {} {}").format(
            at, row_id, table, _all(where), _sorted(query, f"o.{query.order.column}", f"o.{query.table.id}", limit)
        )
    where = [*_each("o", cheap), *_several("o", query), *bounds, *_after(query, "o", after)]
    tests = [*(_own_probe(query, dear, placed=False) if dear else []), *_probes("r", query, probed)]
    return sql.SQL(
        "SELECT r.at, r.id FROM (SELECT o.{} AS at, o.{} AS id FROM {} AS o WHERE {} {}) AS r WHERE {} {}"
    ).format(
        at, row_id, table, _all(where), _sorted(query, f"o.{query.order.column}", f"o.{query.table.id}", chosen.steps),
        _all(tests), _sorted(query, "r.at", "r.id", limit),
    )  # fmt: skip


def _met(query: Query, sizes: Sequence[Size], after: Place | None) -> sql.Composed:
    """Every row that meets all conditions, in no order: the planner joins the sides as sets."""
    checks, sets = [*query.checks], []
    for side in query.sides:
        if side.same and all(check.column in query.table.inside for check in side.same):
            checks.extend(side.same)
        else:
            sets.append(side)
    within = [
        sql.SQL("o.{} IN (SELECT s.{} FROM {} AS s WHERE {})").format(
            _name(query.table.id), _name(side.id), _name(side.table), _checks("s", side.checks)
        )
        for side in sets
    ]
    where = [*_each("o", checks), *_several("o", query), *_after(query, "o", after), *_time_bounds("o", query.usual, query, sizes), *within,
             sql.SQL("o.{} IS NOT NULL").format(_name(query.order.column))]  # fmt: skip
    return sql.SQL("SELECT o.{} AS at, o.{} AS id FROM {} AS o WHERE {}").format(
        _name(query.order.column), _name(query.table.id), _name(query.table.name), _all(where)
    )


# Parts of statements.


def _probes(alias: str, query: Query, sides: Iterable[Side]) -> list[sql.Composable]:
    """One test for each side: whether it names the row. A scalar subquery, which the planner can't turn into a join."""
    tests: list[sql.Composable] = []
    for side in sides:
        if side.ordered and side.at:
            usual = query.usual if alias == "o" else "at"
            found = sql.SQL("s.{} = {}.{} AND s.{} = {}.id AND {}").format(
                _name(side.at), _name(alias), _name(usual), _name(side.id), _name(alias), _checks("s", side.checks)
            )
        else:
            found = sql.SQL("s.{} = {}.id AND {}").format(_name(side.id), _name(alias), _checks("s", side.checks))
        tests.append(sql.SQL("(SELECT true FROM {} AS s WHERE {} LIMIT 1)").format(_name(side.table), found))
    return tests


def _own_probe(query: Query, checks: Sequence[Check], *, placed: bool = True) -> list[sql.Composable]:
    """Checks of the listed table on a row that a side named: by (at, id) inside the usual index, where that tells all."""
    cheap = placed and not inside(query, checks)[1]
    tests = [*_each("o", checks), *(_several("o", query) if placed else [])]
    if not tests:
        return []
    row = sql.SQL("o.{} = r.id").format(_name(query.table.id))
    if cheap:
        row = sql.SQL("o.{} = r.at AND {}").format(_name(query.usual), row)
    return [sql.SQL("(SELECT true FROM {} AS o WHERE {} LIMIT 1)").format(_name(query.table.name), _all([row, *tests]))]


def _several(alias: str, query: Query) -> list[sql.Composable]:
    several = query.several
    if several is None:
        return []
    return [_check(alias, AnyOf(several.column, (*several.ids, several.several))), *_members(alias, query)]


def _members(alias: str, query: Query) -> list[sql.Composable]:
    """Rows of several places are looked at one by one; the others are told by their column, inside an index."""
    several: Several | None = query.several
    if several is None:
        return []
    return [
        sql.SQL("({a}.{c} <> {n} OR (SELECT {m} FROM {t} AS x WHERE x.{i} = {a}.{i}))").format(
            a=_name(alias), c=_name(several.column), n=sql.Literal(several.several), t=_name(query.table.name), i=_name(query.table.id),
            m=_check("x", Overlaps(several.members, "int[]", several.ids)),
        )
    ]  # fmt: skip


def _time_bounds(alias: str, column: str, query: Query, sizes: Sequence[Size]) -> list[sql.Composable]:
    newest, oldest = latest(query, sizes), earliest(query, sizes)
    bounds: list[sql.Composable] = []
    if newest is not None:
        bounds.append(sql.SQL("{}.{} <= {}").format(_name(alias), _name(column), sql.Literal(newest)))
    if oldest is not None:
        bounds.append(sql.SQL("{}.{} >= {}").format(_name(alias), _name(column), sql.Literal(oldest)))
    return bounds


def _after(query: Query, alias: str, after: Place | None) -> list[sql.Composable]:
    return _after_at(alias, query.order.column, query.table.id, after, query.order.descending)


def _after_at(alias: str, at: str, row_id: str, after: Place | None, descending: bool = True) -> list[sql.Composable]:
    if after is None:
        return []
    sign = sql.SQL("<") if descending else sql.SQL(">")
    return [
        sql.SQL("({a}.{at}, {a}.{id}) {sign} ({time}, {number})").format(
            a=_name(alias),
            at=_name(at),
            id=_name(row_id),
            sign=sign,
            time=sql.Literal(after.at),
            number=sql.Literal(after.id),
        )
    ]


def _sorted(query: Query, at: str, row_id: str, limit: int | None) -> sql.Composable:
    if limit is None:
        return sql.SQL("")
    direction = sql.SQL("DESC") if query.order.descending else sql.SQL("ASC")
    return sql.SQL("ORDER BY {} {d}, {} {d} LIMIT {n}").format(
        sql.Identifier(*at.split(".")), sql.Identifier(*row_id.split(".")), d=direction, n=sql.Literal(limit)
    )


def _keys(side: Side) -> tuple[Check, ...]:
    """The first check, taken apart into one for each of its values."""
    first = side.checks[0]
    return tuple(AnyOf(first.column, (value,)) for value in first.values) if isinstance(first, AnyOf) else (first,)


def _equal(alias: str, check: Check) -> sql.Composable:
    if isinstance(check, AnyOf) and len(check.values) == 1:
        return sql.SQL("{}.{} = {}").format(_name(alias), _name(check.column), sql.Literal(check.values[0]))
    return _check(alias, check)


def _each(alias: str, checks: Iterable[Check]) -> list[sql.Composable]:
    return [_check(alias, check) for check in checks]


def _checks(alias: str, checks: Sequence[Check]) -> sql.Composable:
    return _all(_each(alias, checks))


def _check(alias: str, check: Check) -> sql.Composable:
    column = sql.SQL("{}.{}").format(_name(alias), _name(check.column))
    if isinstance(check, AnyOf):
        if len(check.values) == 1:
            return sql.SQL("{} = {}").format(column, sql.Literal(check.values[0]))
        return sql.SQL("{} IN ({})").format(column, _list(check.values)) if check.values else sql.SQL("false")
    if isinstance(check, Prefix):
        text = check.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return sql.SQL("{} LIKE {}").format(column, sql.Literal(text + "%"))
    if isinstance(check, Filled):
        return sql.SQL("{} <> '{{}}'").format(column)
    if isinstance(check, Overlaps):
        return sql.SQL("{} && ARRAY[{}]::{}").format(column, _list(check.values), sql.SQL(_KINDS[check.kind]))
    return _all(_range(column, check))


_KINDS = {"int[]": "int[]", "text[]": "text[]"}


def _range(column: sql.Composable, check: Between) -> list[sql.Composable]:
    ends = []
    if check.low is not None:
        ends.append(sql.SQL("{} >= {}").format(column, sql.Literal(check.low)))
    if check.high is not None:
        ends.append(sql.SQL("{} < {}").format(column, sql.Literal(check.high)))
    return ends or [sql.SQL("{} IS NOT NULL").format(column)]


def _all(tests: Sequence[sql.Composable]) -> sql.Composable:
    return _AND.join(tests) if tests else _TRUE


def _list(values: Sequence[Value]) -> sql.Composable:
    return sql.SQL(", ").join(sql.Literal(value) for value in values)


def _name(text: str) -> sql.Identifier:
    return sql.Identifier(text)


async def _fetch(work: UnitOfWork, statement: sql.Composable) -> list[Row]:
    # psycopg reads % as the beginning of a placeholder, even where a literal holds it.
    return await work.fetch(statement.as_bytes(None).replace(b"%", b"%%"))
