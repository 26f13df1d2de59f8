"""Warehouses, promise zones and the calendar are few and read whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from danshu.db.sql import SqlFolder
from danshu.domain.network.model import Calendar, PromiseZone, Warehouse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from danshu.db.unit_of_work import Row, UnitOfWork

SQL = SqlFolder(__name__)


async def read_warehouses(work: UnitOfWork) -> dict[int, Warehouse]:
    """All warehouses with their region priorities."""
    ranks: dict[int, dict[str, int]] = {}
    for warehouse_id, province, rank in await work.fetch(SQL.read_regions):
        ranks.setdefault(warehouse_id, {})[province] = rank
    rows = await work.fetch(SQL.read_warehouses)
    return {row[0]: _warehouse(row, ranks.get(row[0], {})) for row in rows}


def _warehouse(row: Row, ranks: dict[str, int]) -> Warehouse:
    return Warehouse(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9], ranks)


async def read_zones(work: UnitOfWork) -> tuple[PromiseZone, ...]:
    rows = await work.fetch(SQL.read_zones)
    return tuple(PromiseZone(row[0], row[1], row[2], row[3], frozenset(row[4])) for row in rows)


async def read_calendar(work: UnitOfWork, settings: dict[str, Any]) -> Calendar:
    """The merchant's calendar: weekdays and cut-off from the settings, exceptions from their table."""
    base = Calendar(
        workdays=settings["promise.workdays"], cutoff=settings["promise.cutoff"], zone=settings["merchant.zone"]
    )
    return replace(base, days=dict(await work.fetch(SQL.read_calendar_days)))


async def lock_warehouse(work: UnitOfWork, warehouse_id: int) -> Warehouse | None:
    rows = await work.fetch(SQL.lock_warehouse, id=warehouse_id)
    if not rows:
        return None
    regions = await work.fetch(SQL.read_regions)
    return _warehouse(rows[0], {province: rank for owner, province, rank in regions if owner == warehouse_id})


async def create_warehouse(work: UnitOfWork, warehouse: Warehouse) -> int | None:
    """Gives the new id, or None when the code is taken."""
    rows = await work.fetch(SQL.create_warehouse, code=warehouse.code, **_changing(warehouse))
    if not rows:
        return None
    await _write_regions(work, int(rows[0][0]), warehouse.ranks)
    return int(rows[0][0])


async def update_warehouse(work: UnitOfWork, warehouse: Warehouse) -> None:
    """Writes everything but the code, region priorities included."""
    await work.run(SQL.update_warehouse, id=warehouse.id, **_changing(warehouse))
    await _write_regions(work, warehouse.id, warehouse.ranks)


def _changing(warehouse: Warehouse) -> dict[str, Any]:
    names = ("name", "province", "city", "longitude", "latitude", "cutoff", "workdays", "active")
    return {name: getattr(warehouse, name) for name in names}


async def _write_regions(work: UnitOfWork, warehouse_id: int, ranks: dict[str, int]) -> None:
    await work.run(SQL.clear_regions, warehouse_id=warehouse_id)
    if ranks:
        provinces = sorted(ranks)
        await work.run(
            SQL.create_regions,
            warehouse_id=warehouse_id,
            provinces=provinces,
            ranks=[ranks[name] for name in provinces],
        )


async def write_zones(work: UnitOfWork, zones: Sequence[PromiseZone]) -> None:
    """Puts the whole table of zones, in this order."""
    await work.run(SQL.clear_zones)
    for position, zone in enumerate(zones):
        await work.run(
            SQL.create_zone, code=zone.code, title_zh=zone.title_zh, title_en=zone.title_en, hours=zone.hours,
            provinces=sorted(zone.provinces), position=position,
        )  # fmt: skip


async def read_days(work: UnitOfWork) -> dict[date, bool]:
    """Exceptions to the weekly calendar: day -> whether it is worked."""
    return dict(await work.fetch(SQL.read_calendar_days))


async def write_days(work: UnitOfWork, days: dict[date, bool]) -> None:
    """Puts the whole calendar of exceptions."""
    await work.run(SQL.clear_calendar)
    if days:
        ordered = sorted(days)
        await work.run(SQL.create_calendar_days, days=ordered, works=[days[day] for day in ordered])
