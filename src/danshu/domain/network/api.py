"""Routes of warehouses with their regions, promise zones and the working calendar."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Body, Request
from pydantic import Field

from danshu.domain.network import store
from danshu.domain.network.model import PromiseZone, Warehouse
from danshu.domain.network.rules import match_columns
from danshu.ground.accounts.api import AuditTrail, Caller, Reads, Writes, language, require
from danshu.ground.contract.api import (
    COMMON_PROBLEMS,
    Code,
    IdOut,
    Input,
    Line,
    Output,
    PathId,
    Text,
    not_found,
    problems,
)
from danshu.kernel.errors import DanshuError

router = APIRouter(prefix="/v1", tags=["setup"], responses=COMMON_PROBLEMS)

Manager = Annotated[Caller, require("setup.manage")]
# Zones and the calendar are everybody's: a caller who sees some warehouses only can't change them.
WholeManager = Annotated[Caller, require("setup.manage", every_warehouse=True)]
Reader = Annotated[Caller, require("orders.read", "stock.read", "setup.manage", "imports.run")]
Province = Annotated[Text, Field(min_length=1, max_length=40)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Cutoff = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Workdays = Annotated[str, Field(pattern=r"^[01]{7}$", description="Monday first, 1 = works.")]
_DAYS_MAX = 3_000


class Region(Input):
    province: Province
    rank: Annotated[int, Field(ge=1, le=99)]


Regions = Annotated[list[Region], Field(max_length=100)]


class WarehouseOut(Output):
    id: IdOut
    code: str
    name: str
    province: str
    city: str
    longitude: float
    latitude: float
    active: bool
    cutoff: str
    workdays: str
    priority_regions: list[Region]


class WarehousePage(Output):
    items: list[WarehouseOut]
    next_cursor: None = None


class WarehouseNew(Input):
    """Longitude and latitude are the city's center when they are left out."""

    code: Code
    name: Line
    province: Province
    city: Province
    longitude: Longitude | None = None
    latitude: Latitude | None = None
    active: bool = True
    cutoff: Cutoff = "16:00"
    workdays: Workdays = "1111110"
    priority_regions: Regions = Field(default_factory=list)


class WarehouseChange(Input):
    """What is left out, or null, stays; a new city moves the place along unless longitude and latitude are given."""

    code: Code | None = None
    name: Line | None = None
    province: Province | None = None
    city: Province | None = None
    longitude: Longitude | None = None
    latitude: Latitude | None = None
    active: bool | None = None
    cutoff: Cutoff | None = None
    workdays: Workdays | None = None
    priority_regions: Regions | None = None


class Zone(Input):
    """Working hours from payment to dispatch; a zone without provinces is for all that no other names."""

    zone: Code
    title: Line
    hours: Annotated[int, Field(ge=1, le=2000)]
    provinces: Annotated[list[Province], Field(max_length=100)] = Field(default_factory=list)


Zones = Annotated[list[Zone], Body(min_length=1, max_length=50)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Days = Annotated[list[Day], Field(max_length=_DAYS_MAX)]


class CalendarDays(Input):
    """Exceptions to the weekly calendar: days off, and days worked that would be off (调休)."""

    holidays: Days
    extra_workdays: Days


@router.get("/warehouses", response_model=WarehousePage)
async def list_warehouses(caller: Reader, work: Reads) -> WarehousePage:
    """The warehouses that the caller sees, with their region priorities."""
    warehouses = (await store.read_warehouses(work)).values()
    return WarehousePage(items=[_out(warehouse) for warehouse in warehouses if caller.sees(warehouse.id)])


@router.post("/warehouses", response_model=WarehouseOut, status_code=201, responses=problems(409))
async def create_warehouse(body: WarehouseNew, caller: WholeManager, work: Writes, trail: AuditTrail) -> WarehouseOut:
    """A new warehouse."""
    values = body.model_dump(exclude={"priority_regions"})
    values.update(_place(body.province, body.city, body.longitude, body.latitude))
    _check_workdays(body.workdays)
    warehouse = Warehouse(0, **values, ranks=_ranks(body.priority_regions))
    warehouse_id = await store.create_warehouse(work, warehouse)
    if warehouse_id is None:
        raise DanshuError(
            "network.code_taken", f"There is a warehouse {body.code} already.", "Choose another code.", status=409
        )
    await trail.note(work, caller, "warehouse.created", f"warehouse:{warehouse_id}", **body.model_dump())
    return _out(replace(warehouse, id=warehouse_id))


@router.patch("/warehouses/{id}", response_model=WarehouseOut, responses=problems(404, 409))
async def change_warehouse(
    id: PathId, body: WarehouseChange, caller: Manager, work: Writes, trail: AuditTrail
) -> WarehouseOut:
    """Changes a warehouse; `priority_regions` are put whole. A closed one gets no new orders and keeps those it has."""
    warehouse = await store.lock_warehouse(work, id)
    if warehouse is None or not caller.sees(id):
        raise not_found("warehouse", id)
    changes = body.model_dump(exclude_none=True, exclude={"priority_regions", "code"})
    if body.code is not None and body.code != warehouse.code:
        raise DanshuError(
            "network.fixed_field", f"The code of warehouse {warehouse.code} can't be changed.",
            "Make a new warehouse.", status=409,
        )  # fmt: skip
    _check_workdays(body.workdays or warehouse.workdays)
    if body.province is not None or body.city is not None:
        province, city = body.province or warehouse.province, body.city or warehouse.city
        if (province, city) != (warehouse.province, warehouse.city):
            changes.update(_place(province, city, body.longitude, body.latitude))
    after = replace(warehouse, **changes)
    if body.priority_regions is not None:
        after = replace(after, ranks=_ranks(body.priority_regions))
    await store.update_warehouse(work, after)
    noted = body.model_dump(exclude_none=True)
    await trail.note(work, caller, "warehouse.changed", f"warehouse:{id}", **noted)
    return _out(after)


@router.get("/promise-zones", response_model=list[Zone])
async def list_promise_zones(caller: Reader, work: Reads, request: Request) -> list[Zone]:
    """How soon orders leave, by province."""
    return _zones(await store.read_zones(work), language(request))


@router.put("/promise-zones", response_model=list[Zone])
async def put_promise_zones(
    body: Zones, caller: WholeManager, work: Writes, request: Request, trail: AuditTrail
) -> list[Zone]:
    """Puts the whole table; orders that are there keep their promise."""
    known = {zone.code: zone for zone in await store.read_zones(work)}
    codes = Counter(zone.zone for zone in body)
    provinces = Counter(province_name(name) for zone in body for name in zone.provinces)
    twice = [name for name, count in (*codes.items(), *provinces.items()) if count > 1]
    if twice:
        raise DanshuError("network.named_twice", f"{twice[0]} stands in the table twice.", "Name it once.", status=422)
    if sum(1 for zone in body if not zone.provinces) > 1:
        raise DanshuError(
            "network.two_rests", "Two zones have no provinces.", "Only one can be for all the others.", status=422
        )
    zones = []
    for zone in body:
        old = known.get(zone.zone)
        keeps = old is not None and zone.title in (old.title_zh, old.title_en)
        titles = (old.title_zh, old.title_en) if old is not None and keeps else (zone.title, zone.title)
        names = frozenset(province_name(name) for name in zone.provinces)
        zones.append(PromiseZone(zone.zone, *titles, zone.hours, names))
    await store.write_zones(work, zones)
    await trail.note(work, caller, "promise_zones.changed", "promise_zones", zones=[z.model_dump() for z in body])
    return _zones(tuple(zones), language(request))


@router.get("/calendar", response_model=CalendarDays)
async def read_calendar(caller: Reader, work: Reads) -> CalendarDays:
    """Exceptions to the weekly calendar. Weekdays and cut-off are settings."""
    return _days(await store.read_days(work))


@router.put("/calendar", response_model=CalendarDays)
async def put_calendar(body: CalendarDays, caller: WholeManager, work: Writes, trail: AuditTrail) -> CalendarDays:
    """Puts all exceptions; orders that are there keep their promise."""
    both = sorted(set(body.holidays) & set(body.extra_workdays))
    if both:
        raise DanshuError(
            "network.day_twice", f"{both[0]} is a holiday and a workday.", "Leave it in one of the lists.", status=422
        )
    days = dict.fromkeys(body.holidays, False) | dict.fromkeys(body.extra_workdays, True)
    await store.write_days(work, days)
    await trail.note(work, caller, "calendar.changed", "calendar", days=len(days))
    return _days(days)


def province_name(text: str) -> str:
    """The official name of a province (浙江 -> 浙江省). Raises `network.unknown_place`."""
    found = match_columns(text, None, None)
    if found.province_code is None or found.province is None:
        raise _unknown(text)
    return found.province


def _unknown(place: str) -> DanshuError:
    return DanshuError(
        "network.unknown_place",
        f"There is no province or city {place}.",
        "Write it as in 浙江省, 杭州市; for a place abroad give longitude and latitude.",
        status=422,
    )


def _place(province: str, city: str, longitude: float | None, latitude: float | None) -> dict[str, Any]:
    """Official names and the place: what was given, else the city's center. Raises `network.unknown_place`.

    A place abroad has no center here, so that it is taken as it is written if longitude and latitude come with it.
    """
    found = match_columns(province, city, None)
    known = found.province_code is not None and found.province is not None and found.city is not None
    if longitude is None or latitude is None:
        if not known or found.longitude is None or found.latitude is None:
            raise _unknown(f"{province} {city}")
        longitude, latitude = found.longitude, found.latitude
    return {
        "province": found.province if known else province,
        "city": found.city if known else city,
        "longitude": longitude,
        "latitude": latitude,
    }


def _check_workdays(workdays: str) -> None:
    if "1" not in workdays:
        raise DanshuError(
            "network.never_open", "The warehouse works on no day of the week.", "Set at least one day to 1.", status=422
        )


def _ranks(regions: list[Region]) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for region in regions:
        name = province_name(region.province)
        if name in ranks:
            raise DanshuError("network.named_twice", f"{name} stands in the list twice.", "Name it once.", status=422)
        ranks[name] = region.rank
    return ranks


def _out(warehouse: Warehouse) -> WarehouseOut:
    ordered = sorted(warehouse.ranks.items(), key=lambda item: (item[1], item[0]))
    return WarehouseOut(
        id=warehouse.id, code=warehouse.code, name=warehouse.name, province=warehouse.province, city=warehouse.city,
        longitude=warehouse.longitude, latitude=warehouse.latitude, active=warehouse.active, cutoff=warehouse.cutoff,
        workdays=warehouse.workdays, priority_regions=[Region(province=name, rank=rank) for name, rank in ordered],
    )  # fmt: skip


def _zones(zones: tuple[PromiseZone, ...], locale: str) -> list[Zone]:
    return [
        Zone(
            zone=zone.code, title=zone.title_en if locale == "en" else zone.title_zh, hours=zone.hours,
            provinces=sorted(zone.provinces),
        )
        for zone in zones
    ]  # fmt: skip


def _days(days: dict[date, bool]) -> CalendarDays:
    return CalendarDays(
        holidays=sorted(day for day, works in days.items() if not works),
        extra_workdays=sorted(day for day, works in days.items() if works),
    )
