"""Warehouses, promise zones and the calendar are few and read whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from danshu.db.sql import SqlFolder
from danshu.domain.network.model import Calendar, PromiseZone, Warehouse

if TYPE_CHECKING:
    from danshu.db.unit_of_work import UnitOfWork

SQL = SqlFolder(__name__)


async def read_warehouses(work: UnitOfWork) -> dict[int, Warehouse]:
    """All warehouses with their region priorities."""
    ranks: dict[int, dict[str, int]] = {}
    for warehouse_id, province, rank in await work.fetch(SQL.read_regions):
        ranks.setdefault(warehouse_id, {})[province] = rank
    rows = await work.fetch(SQL.read_warehouses)
    return {row[0]: Warehouse(*row, ranks=ranks.get(row[0], {})) for row in rows}


async def read_zones(work: UnitOfWork) -> tuple[PromiseZone, ...]:
    return tuple(PromiseZone(*row[:4], frozenset(row[4])) for row in await work.fetch(SQL.read_zones))


async def read_calendar(work: UnitOfWork, settings: dict[str, Any]) -> Calendar:
    """The merchant's calendar: weekdays and cut-off from the settings, exceptions from their table."""
    base = Calendar(
        workdays=settings["promise.workdays"], cutoff=settings["promise.cutoff"], zone=settings["merchant.zone"]
    )
    return replace(base, days=dict(await work.fetch(SQL.read_calendar_days)))
