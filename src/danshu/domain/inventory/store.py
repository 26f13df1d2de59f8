"""Balances are locked in key order, pools before nodes, and written back as they stand at the end of a batch."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from danshu.db.sql import SqlFolder
from danshu.db.unit_of_work import Table, UnitOfWork, int_array
from danshu.domain.inventory.model import Node, Pool

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from danshu.domain.inventory.rules import StockBook

SQL = SqlFolder(__name__)
LEDGER = Table(
    "stock_ledger",
    (
        ("at", "timestamptz"), ("sku_id", "int4"), ("warehouse_id", "int4"), ("kind", "text"), ("on_hand", "int4"),
        ("to_ship", "int4"), ("unpaid", "int4"), ("allocated", "int4"), ("frozen", "int4"), ("returning_in", "int4"),
        ("order_id", "int8"), ("line_no", "int2"), ("actor", "text"), ("reason", "text"),
    ),
)  # fmt: skip
ARRIVAL = Table("stock_arrival", (("sku_id", "int4"), ("at", "timestamptz")))
_ENTRY = attrgetter(
    "at", "sku_id", "warehouse_id", "kind", "on_hand", "to_ship", "unpaid", "allocated", "frozen", "returning",
    "order_id", "line_no", "actor", "reason",
)  # fmt: skip


async def create(work: UnitOfWork, sku_ids: Iterable[int], warehouse_id: int) -> None:
    """Makes the balances of SKUs at a warehouse where they are missing: a first receipt needs them."""
    await work.run(SQL.create_balances, sku_ids=sorted(set(sku_ids)), warehouse_id=warehouse_id)


async def lock(work: UnitOfWork, book: StockBook, sku_ids: Iterable[int]) -> None:
    """Locks the pools of the SKUs, then their nodes, each in key order, and puts them into the book."""
    ids = sorted(set(sku_ids))
    if not ids:
        return
    for row in await work.fetch(SQL.lock_pools, sku_ids=int_array(ids)):
        book.pools[row[0]] = Pool(*row)
    for row in await work.fetch(SQL.lock_nodes, sku_ids=int_array(ids)):
        book.nodes[row[0]][row[1]] = Node(*row)


def write(work: UnitOfWork, book: StockBook) -> None:
    """Writes the balances of every SKU that the book moved, and its entries."""
    if not book.entries:
        return
    moved = sorted({entry.sku_id for entry in book.entries})
    pools = [book.pools[sku_id] for sku_id in moved]
    work.later(
        SQL.update_pools,
        sku_ids=int_array(moved),
        on_hand=int_array(p.on_hand for p in pools),
        to_ship=int_array(p.to_ship for p in pools),
        unpaid=int_array(p.unpaid for p in pools),
        frozen=int_array(p.frozen for p in pools),
        returning=int_array(p.returning for p in pools),
    )
    places = sorted({(entry.sku_id, entry.warehouse_id) for entry in book.entries if entry.warehouse_id})
    if places:
        nodes = [book.nodes[sku_id][warehouse_id] for sku_id, warehouse_id in places]
        work.later(
            SQL.update_nodes,
            sku_ids=int_array(n.sku_id for n in nodes),
            warehouse_ids=int_array(n.warehouse_id for n in nodes),
            on_hand=int_array(n.on_hand for n in nodes),
            allocated=int_array(n.allocated for n in nodes),
            frozen=int_array(n.frozen for n in nodes),
        )
    work.insert(LEDGER, [_ENTRY(entry) for entry in book.entries])
    work.insert(ARRIVAL, [(sku_id, book.at) for sku_id in sorted(book.arrived)])


async def take_arrivals(work: UnitOfWork, *, until: datetime, row_count_max: int) -> list[int]:
    """SKUs that became available since the last call; they are forgotten here, so wake their orders in this transaction."""
    return [row[0] for row in await work.fetch(SQL.take_arrivals, until=until, row_count_max=row_count_max)]
