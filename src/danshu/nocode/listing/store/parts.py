"""Parts of statements: columns, checks, bounds. Everything that a caller sent ends as a quoted literal."""

from __future__ import annotations

from typing import TYPE_CHECKING, LiteralString

from psycopg import sql

from danshu.nocode.listing.model import AnyOf, Between, Filled, Missing, Overlaps, Prefix

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from danshu.nocode.listing.model import Check, Place, Query, Side, Value

Part = sql.Composable
_KINDS = {"int[]": sql.SQL("int[]"), "text[]": sql.SQL("text[]")}


def text(template: LiteralString, **parts: Part) -> sql.Composed:
    """A template with its parts."""
    return sql.SQL(template).format(**parts)


def name(word: str) -> sql.Identifier:
    return sql.Identifier(word)


def column(alias: str, word: str) -> sql.Identifier:
    return sql.Identifier(alias, word)


def literals(values: Sequence[Value]) -> Part:
    return sql.SQL(", ").join([sql.Literal(value) for value in values])


def every(tests: Sequence[Part]) -> Part:
    """All tests at once; none is true."""
    return sql.SQL(" AND ").join(tests) if tests else sql.SQL("true")


def checks(alias: str, wanted: Iterable[Check]) -> list[Part]:
    return [_check(alias, check) for check in wanted]


def _check(alias: str, check: Check) -> Part:
    own = column(alias, check.column)
    if isinstance(check, AnyOf):
        if len(check.values) == 1:
            return text("{own} = {value}", own=own, value=sql.Literal(check.values[0]))
        return text("{own} IN ({values})", own=own, values=literals(check.values)) if check.values else sql.SQL("false")
    if isinstance(check, Prefix):
        plain = check.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return text("{own} LIKE {pattern}", own=own, pattern=sql.Literal(plain + "%"))
    if isinstance(check, Filled):
        return text("{own} <> '{{}}'", own=own)
    if isinstance(check, Missing):
        return text("{own} IS NULL", own=own)
    if isinstance(check, Overlaps):
        return text("{own} && ARRAY[{values}]::{kind}", own=own, values=literals(check.values), kind=_KINDS[check.kind])
    return _between(own, check)


def _between(own: Part, check: Between) -> Part:
    ends = []
    if check.low is not None:
        ends.append(text("{own} >= {low}", own=own, low=sql.Literal(check.low)))
    if check.high is not None:
        ends.append(text("{own} < {high}", own=own, high=sql.Literal(check.high)))
    return every(ends) if ends else text("{own} IS NOT NULL", own=own)


def places(alias: str, query: Query) -> list[Part]:
    """The test of `query.several` on a listed row: by its column first, which an index tells."""
    if query.several is None:
        return []
    several = query.several
    return [*checks(alias, [AnyOf(several.column, (*several.ids, several.several))]), *members(alias, query)]


def members(alias: str, query: Query) -> list[Part]:
    """Rows of several places are looked at one by one, by a subquery: the others then never need their heap row."""
    several = query.several
    if several is None:
        return []
    return [
        text(
            "({own} <> {several} OR (SELECT {shares} FROM {table} AS x WHERE {x_id} = {id}))",
            own=column(alias, several.column),
            several=sql.Literal(several.several),
            shares=_check("x", Overlaps(several.members, "int[]", several.ids)),
            table=name(query.table.name),
            x_id=column("x", query.table.id),
            id=column(alias, query.table.id),
        )
    ]


def behind(alias: str, at: str, row_id: str, after: Place | None, *, descending: bool = True) -> list[Part]:
    """Rows behind a place."""
    if after is None:
        return []
    return [
        text(
            "({at}, {id}) {sign} ({after_at}, {after_id})",
            at=column(alias, at),
            id=column(alias, row_id),
            sign=sql.SQL("<" if descending else ">"),
            after_at=sql.Literal(after.at),
            after_id=sql.Literal(after.id),
        )
    ]


def ordered(query: Query, at: Part, row_id: Part, limit: int | None) -> Part:
    """The end of a statement: the list's order and how many rows. Without a limit there is no order either."""
    if limit is None:
        return sql.SQL("")
    direction = sql.SQL("DESC" if query.order.descending else "ASC")
    return text(
        "ORDER BY {at} {way}, {id} {way} LIMIT {limit}", at=at, id=row_id, way=direction, limit=sql.Literal(limit)
    )


def named_by(side: Side, query: Query, *, at: Part, row_id: Part) -> Part:
    """Whether a side names the row: a scalar subquery, which the planner can't turn into a join of whole tables."""
    found = [text("{own} = {id}", own=column("s", side.id), id=row_id), *checks("s", side.checks)]
    if side.ordered and side.at:
        found.append(text("{own} = {at}", own=column("s", side.at), at=at))
    return text("(SELECT true FROM {table} AS s WHERE {found} LIMIT 1)", table=name(side.table), found=every(found))
