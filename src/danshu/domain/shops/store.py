"""Shops are few and read whole."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from danshu.db.sql import SqlFolder
from danshu.domain.shops.model import Shop

if TYPE_CHECKING:
    from datetime import datetime

    from danshu.db.unit_of_work import UnitOfWork

SQL = SqlFolder(__name__)


async def read_all(work: UnitOfWork) -> dict[int, Shop]:
    return {row[0]: Shop(*row) for row in await work.fetch(SQL.read_shops)}


async def lock(work: UnitOfWork, shop_id: int) -> Shop | None:
    rows = await work.fetch(SQL.lock_shop, id=shop_id)
    return Shop(*rows[0]) if rows else None


async def create(work: UnitOfWork, shop: Shop, at: datetime) -> int | None:
    """Gives the new id, or None when the code is taken."""
    values = {name: value for name, value in asdict(shop).items() if name != "id"}
    rows = await work.fetch(SQL.create_shop, **values, at=at)
    return int(rows[0][0]) if rows else None


async def update(work: UnitOfWork, shop: Shop) -> None:
    """Writes what may change: code, channel and currency stay, since orders rely on them."""
    await work.run(
        SQL.update_shop, id=shop.id, name=shop.name, abbr=shop.abbr, zone=shop.zone, reserve_at=shop.reserve_at,
        owns_payment=shop.owns_payment, unpaid_minutes=shop.unpaid_minutes, active=shop.active,
    )  # fmt: skip


async def read_activity(work: UnitOfWork, since: datetime) -> dict[int, tuple[int, datetime]]:
    """shop id -> (orders placed since then, when the last one was placed), for shops that have orders."""
    return {row[0]: (row[1], row[2]) for row in await work.fetch(SQL.read_activity, since=since)}
