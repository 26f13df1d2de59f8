"""Contacts: sealed receivers beside blind indexes of name and phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.db.sql import SqlFolder
from danshu.db.unit_of_work import Table, UnitOfWork

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.domain.orders.model import Order

SQL = SqlFolder(__name__)
CONTACTS = Table(
    "contact",
    (("order_id", "int8"), ("placed_at", "timestamptz"), ("sealed", "bytea"), ("name_hash", "int8"),
     ("phone_hash", "int8"), ("phone_tail", "text")),
)  # fmt: skip


async def read(
    work: UnitOfWork, order_ids: Sequence[int]
) -> dict[int, tuple[bytes, int | None, int | None, str | None]]:
    """order id -> (sealed, name hash, phone hash, phone tail); erased contacts are left out."""
    rows = await work.fetch(SQL.read_contacts, order_ids=list(order_ids))
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}


async def write(work: UnitOfWork, orders: Sequence[Order]) -> None:
    """Writes the contacts of orders that carry one."""
    carried = [(order, order.contact) for order in orders if order.contact is not None]
    work.insert(
        CONTACTS,
        [(o.id, o.placed_at, c.sealed, c.name_hash, c.phone_hash, c.phone_tail) for o, c in carried if o.is_new],
    )
    old = [(o, c) for o, c in carried if not o.is_new]
    if old:
        await work.run(
            SQL.update_contacts,
            order_ids=[o.id for o, _ in old],
            sealed=[c.sealed for _, c in old],
            name_hashes=[c.name_hash for _, c in old],
            phone_hashes=[c.phone_hash for _, c in old],
            phone_tails=[c.phone_tail for _, c in old],
        )
