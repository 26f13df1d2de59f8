"""Orders are locked first, in key order, before any stock; a batch is read by one statement a table and written likewise."""

from __future__ import annotations

import json
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from danshu.db.sql import SqlFolder
from danshu.db.unit_of_work import Table, UnitOfWork
from danshu.domain.orders.model import BUNDLE, Hold, Line, Order, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from danshu.domain.orders.model import Credit
    from danshu.domain.orders.rules.batch import Batch

SQL = SqlFolder(__name__)

_FIXED = (
    ("id", "int8"), ("number", "text"), ("shop_id", "int4"), ("currency", "text"), ("placed_at", "timestamptz"),
    ("country", "text"), ("buyer_key", "int8"), ("sub_source", "text"), ("buyer_masked", "text"),
)  # fmt: skip
_CHANGING = (
    ("state", "text"), ("stage", "text"), ("run_at", "timestamptz"), ("version", "int4"), ("payment", "text"),
    ("goods_minor", "int8"), ("discount_minor", "int8"), ("freight_minor", "int8"), ("tax_minor", "int8"),
    ("total_minor", "int8"), ("paid_minor", "int8"), ("refunded_minor", "int8"), ("paid_at", "timestamptz"),
    ("promise_at", "timestamptz"), ("expires_at", "timestamptz"), ("released_at", "timestamptz"),
    ("picking_at", "timestamptz"), ("shipped_at", "timestamptz"), ("delivered_at", "timestamptz"),
    ("completed_at", "timestamptz"), ("closed_at", "timestamptz"), ("close_reason", "text"), ("hold_codes", "text[]"),
    ("tags", "text[]"), ("priority", "int2"), ("warehouse_id", "int4"), ("warehouse_ids", "int4[]"),
    ("province", "text"), ("city", "text"), ("district", "text"), ("longitude", "float4"), ("latitude", "float4"),
    ("receiver_masked", "text"), ("phone_masked", "text"), ("note_marks", "int2"), ("line_count", "int2"),
    ("unit_qty", "int4"), ("shipped_qty", "int4"), ("related", "jsonb"), ("last_step", "text"),
    ("last_step_at", "timestamptz"),
)  # fmt: skip
_LINE_FIXED = (
    ("order_id", "int8"), ("line_no", "int2"), ("kind", "int2"), ("parent_line_no", "int2"),
    ("source_line_no", "text"), ("item_code", "text"), ("title", "text"), ("attributes", "text"),
    ("is_gift", "bool"), ("placed_at", "timestamptz"),
)  # fmt: skip
_LINE_CHANGING = (
    ("sku_id", "int4"), ("qty", "int4"), ("cancelled_qty", "int4"), ("reserved_qty", "int4"),
    ("allocated_qty", "int4"), ("released_qty", "int4"), ("picking_qty", "int4"), ("shipped_qty", "int4"),
    ("delivered_qty", "int4"), ("returned_qty", "int4"), ("unit_price_e4", "int8"), ("goods_minor", "int8"),
    ("discount_minor", "int8"), ("paid_minor", "int8"), ("refunded_minor", "int8"), ("reserved_at", "timestamptz"),
)  # fmt: skip

ORDERS = Table("orders", _FIXED + _CHANGING)
LINES = Table("order_line", _LINE_FIXED + _LINE_CHANGING)
SOURCES = Table(
    "order_source",
    (("source_no", "text"), ("shop_id", "int4"), ("order_id", "int8"), ("status", "text"),
     ("modified_at", "timestamptz"), ("message_hash", "bytea")),
)  # fmt: skip
HOLDS = Table(
    "order_hold",
    (("order_id", "int8"), ("code", "text"), ("at", "timestamptz"), ("source", "text"), ("reason", "text"),
     ("released_at", "timestamptz"), ("released_by", "text")),
)  # fmt: skip
NOTES = Table("order_note", (("order_id", "int8"), ("at", "timestamptz"), ("actor", "text"), ("text", "text")))
CREDITS = Table(
    "order_credit",
    (("id", "int8"), ("shop_id", "int4"), ("source_no", "text"), ("position", "int4"), ("at", "timestamptz"),
     ("order_id", "int8"), ("line_no", "int2"), ("item_code", "text"), ("title", "text"), ("qty", "int4"),
     ("unit_price_e4", "int8"), ("amount_minor", "int8"), ("currency", "text")),
)  # fmt: skip

_order_row = attrgetter(*(name for name, _ in ORDERS.columns))
_changing_row = attrgetter(*(name for name, _ in _CHANGING))
_line_row = attrgetter(*(name for name, _ in (_LINE_FIXED + _LINE_CHANGING)[1:]))
_line_changing_row = attrgetter(*(name for name, _ in _LINE_CHANGING))
_hold_row = attrgetter("code", "at", "source", "reason", "released_at", "released_by")
_credit_row = attrgetter(*(name for name, _ in CREDITS.columns))
_ORDER_NAMES = tuple(name for name, _ in ORDERS.columns)
_LINE_NAMES = tuple(name for name, _ in (_LINE_FIXED + _LINE_CHANGING)[1:])
# psycopg has no array of arrays of unlike lengths: these columns travel as array literals.
_AS_LITERAL = {"hold_codes", "tags", "warehouse_ids"}


class IdBlocks:
    """Ids of the one record sequence, taken 1,000 at a time and kept over batches; a crash leaves a gap."""

    _SIZE = 1_000

    def __init__(self) -> None:
        self._ids: list[int] = []

    async def take(self, work: UnitOfWork, count: int) -> list[int]:
        """`count` ids, ascending within a block."""
        # Again, because another lane may have taken ids while this one waited for its block.
        while (lacking := count - len(self._ids)) > 0:
            blocks = await work.fetch(SQL.take_ids, block_count=-(-lacking // self._SIZE))
            for (first,) in blocks:
                self._ids.extend(range(first, first + self._SIZE))
        taken, self._ids = self._ids[:count], self._ids[count:]
        return taken

    def give_back(self, ids: list[int]) -> None:
        """Puts ids back that a batch did not use."""
        self._ids = ids + self._ids


async def claim_due(work: UnitOfWork, *, at: datetime, paused: Sequence[str], row_count_max: int) -> list[int]:
    """Ids of orders whose time has come, locked for this transaction; orders that another worker has are left to it."""
    rows = await work.fetch(SQL.claim_due, at=at, paused=list(paused), row_count_max=row_count_max)
    return [row[0] for row in rows]


async def find_sources(work: UnitOfWork, keys: Iterable[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """(shop id, source number) -> order id, for those that are known."""
    pairs = sorted(set(keys))
    rows = await work.fetch(SQL.find_sources, shop_ids=[p[0] for p in pairs], source_nos=[p[1] for p in pairs])
    return {(row[0], row[1]): row[2] for row in rows}


async def lock(work: UnitOfWork, order_ids: Iterable[int]) -> dict[int, Order]:
    """Locks orders in key order and reads them with their lines, holds and sources (four statements)."""
    ids = sorted(set(order_ids))
    if not ids:
        return {}
    orders: dict[int, Order] = {}
    for row in await work.fetch(SQL.lock_orders, order_ids=ids):
        orders[row[0]] = Order(**dict(zip(_ORDER_NAMES, row, strict=True)), is_new=False)
    for row in await work.fetch(SQL.read_lines, order_ids=ids):
        if row[0] in orders:
            line = Line(**dict(zip(_LINE_NAMES, row[1:], strict=True)), is_new=False, loaded=row[len(_LINE_FIXED) :])
            orders[row[0]].lines.append(line)
    for row in await work.fetch(SQL.read_holds, order_ids=ids):
        if row[0] in orders and row[5] is None:
            orders[row[0]].holds.append(Hold(row[1], row[2], row[3], row[4], is_new=False))
        elif row[0] in orders:
            orders[row[0]].waived.add(row[1])
    for row in await work.fetch(SQL.read_sources, order_ids=ids):
        if row[0] in orders:
            orders[row[0]].sources.append(Source(row[1], row[2], row[3], row[4], row[5], is_new=False))
    return orders


async def write(work: UnitOfWork, batch: Batch) -> None:
    """Copies new rows and updates changed ones: at most one statement for each table and kind."""
    new: list[Order] = []
    changed: list[Order] = []
    for order_id in sorted(batch.touched):
        order = batch.orders[order_id]
        (new if order.is_new else changed).append(order)
    work.insert(ORDERS, [_order_row(order) for order in new])
    touched = new + changed
    work.insert(LINES, [(o.id, *_line_row(line)) for o in touched for line in o.lines if line.is_new])
    # In key order: two workers that bring the same new numbers then wait for each other in one direction only.
    work.insert(SOURCES, sorted(_source_row(o.id, s) for o in touched for s in o.sources if s.is_new))
    work.insert(HOLDS, [(o.id, *_hold_row(h)) for o in touched for h in o.holds if h.is_new])
    work.insert(NOTES, batch.notes)
    write_credits(work, batch.credits)
    if changed:
        await _update(work, changed)


def write_credits(work: UnitOfWork, credits: Sequence[Credit]) -> None:
    work.insert(CREDITS, [_credit_row(credit) for credit in credits])


def _source_row(order_id: int, source: Source) -> tuple[Any, ...]:
    return (source.source_no, source.shop_id, order_id, source.status, source.modified_at, source.message_hash)


async def _update(work: UnitOfWork, orders: list[Order]) -> None:
    columns = list(zip(*map(_changing_row, orders), strict=True))
    params: dict[str, Any] = {}
    for (name, _), values in zip(_CHANGING, columns, strict=True):
        if name in _AS_LITERAL:
            params[name] = [_literal(value) for value in values]
        elif name == "related":
            params[name] = [None if value is None else json.dumps(value) for value in values]
        else:
            params[name] = list(values)
    await work.run(SQL.update_orders, ids=[order.id for order in orders], **params)
    gone = [(order.id, line_no) for order in orders for line_no in order.removed_line_nos]
    if gone:
        await work.run(SQL.remove_lines, order_ids=[g[0] for g in gone], line_nos=[g[1] for g in gone])
    lines = [
        (order.id, line.line_no, row)
        for order in orders
        for line in order.lines
        if not line.is_new and (row := _line_changing_row(line)) != line.loaded
    ]
    if lines:
        line_columns = zip(*(row for _, _, row in lines), strict=True)
        await work.run(
            SQL.update_lines,
            order_ids=[order_id for order_id, _, _ in lines],
            line_nos=[line_no for _, line_no, _ in lines],
            **{name: list(values) for (name, _), values in zip(_LINE_CHANGING, line_columns, strict=True)},
        )
    await _update_holds_and_sources(work, orders)


async def _update_holds_and_sources(work: UnitOfWork, orders: list[Order]) -> None:
    released = [(o.id, h) for o in orders for h in o.holds if not h.is_new and h.released_at is not None]
    if released:
        await work.run(
            SQL.release_holds,
            order_ids=[order_id for order_id, _ in released],
            codes=[hold.code for _, hold in released],
            released_at=[hold.released_at for _, hold in released],
            released_by=[hold.released_by for _, hold in released],
        )
    sources = [(o.id, s) for o in orders for s in o.sources if not s.is_new]
    if sources:
        await work.run(
            SQL.update_sources,
            source_nos=[s.source_no for _, s in sources],
            shop_ids=[s.shop_id for _, s in sources],
            order_ids=[order_id for order_id, _ in sources],
            statuses=[s.status for _, s in sources],
            modified_at=[s.modified_at for _, s in sources],
            hashes=[s.message_hash for _, s in sources],
        )


def _literal(values: Sequence[object]) -> str:
    """A PostgreSQL array literal: {"a","b"}."""
    quoted = ",".join('"' + str(v).replace("\\", "\\\\").replace('"', '\\"') + '"' for v in values)
    return "{" + quoted + "}"


async def wake_short(work: UnitOfWork, sku_ids: Sequence[int], at: datetime) -> int:
    """Lets the runner take up orders that wait for these SKUs, as many as the stock can serve."""
    return await work.run(SQL.wake_short, sku_ids=list(sku_ids), at=at)


async def fold_counts(work: UnitOfWork) -> int:
    """Sums the count rows of each cell into one."""
    return await work.run(SQL.fold_counts)


async def find_unmatched(
    work: UnitOfWork, *, shop_id: int, item_code: str, stages: Sequence[str], row_count_max: int
) -> list[int]:
    """Ids of open orders that have a line of this item without a SKU, where the item has one by now."""
    rows = await work.fetch(
        SQL.find_unmatched, shop_id=shop_id, item_code=item_code, stages=list(stages), row_count_max=row_count_max
    )
    return [row[0] for row in rows]


async def find_matchable_holds(work: UnitOfWork, *, stages: Sequence[str], row_count_max: int) -> list[int]:
    """Ids of orders held by sku.unmatched that have a line whose item has a SKU by now."""
    rows = await work.fetch(SQL.find_matchable_holds, stages=list(stages), row_count_max=row_count_max)
    return [row[0] for row in rows]


async def write_matched(work: UnitOfWork, orders: list[Order]) -> None:
    """Writes locked orders whose lines got SKUs: lines that became bundles, new components, and the orders."""
    bundles = [(order.id, line.line_no) for order in orders for line in order.lines if line.kind == BUNDLE]
    if bundles:
        await work.run(SQL.mark_bundles, order_ids=[b[0] for b in bundles], line_nos=[b[1] for b in bundles])
    work.insert(LINES, [(o.id, *_line_row(line)) for o in orders for line in o.lines if line.is_new])
    await _update(work, orders)
