"""Shops are few and read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.db.sql import SqlFolder
from danshu.domain.shops.model import Shop

if TYPE_CHECKING:
    from danshu.db.unit_of_work import UnitOfWork

SQL = SqlFolder(__name__)


async def read_all(work: UnitOfWork) -> dict[int, Shop]:
    return {row[0]: Shop(*row) for row in await work.fetch(SQL.read_shops)}
