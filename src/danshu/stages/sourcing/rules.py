"""Chooses warehouses for one order (智能分仓): region priority, stock and distance; several only when none has it all."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from danshu.domain.network.model import Calendar, Warehouse

_EARTH_KM = 6371.0088  # mean radius, IUGG
# A receiver whose place is unknown counts as far away from everywhere: the distance then decides nothing.
_UNKNOWN_KM = 2_000.0
# A warehouse that is closed for a year is not waited for.
_DAYS_MAX = 366


@dataclass(frozen=True, slots=True)
class Weights:
    """Minor units: what a parcel costs, what 100 km more cost, and what one step of region priority is worth."""

    parcel_minor: int
    per_100km_minor: int
    rank_minor: int


@dataclass(frozen=True, slots=True)
class Need:
    line_no: int
    sku_id: int
    qty: int


@dataclass(frozen=True, slots=True)
class Option:
    """One way to serve the order: parts are (warehouse id, ((line_no, sku_id, qty), ...)).

    `freight_minor` is the estimated freight, `score` adds what the region priority is worth; the lowest score wins.
    """

    parts: tuple[tuple[int, tuple[tuple[int, int, int], ...]], ...]
    freight_minor: int
    score: int
    covers: bool


def distance_km(longitude: float | None, latitude: float | None, warehouse: Warehouse) -> float:
    """Great-circle distance by the haversine formula."""
    if longitude is None or latitude is None:
        return _UNKNOWN_KM
    lon1, lat1, lon2, lat2 = map(math.radians, (longitude, latitude, warehouse.longitude, warehouse.latitude))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


def prices(
    warehouses: Sequence[Warehouse],
    province: str | None,
    longitude: float | None,
    latitude: float | None,
    weights: Weights,
) -> dict[int, tuple[int, int]]:
    """warehouse id -> (estimated freight of a parcel, score) for one destination."""
    worst = 1 + max((rank for w in warehouses for rank in w.ranks.values()), default=0)
    result = {}
    for warehouse in warehouses:
        km = distance_km(longitude, latitude, warehouse)
        freight = weights.parcel_minor + round(km * weights.per_100km_minor / 100)
        rank = warehouse.ranks.get(province or "", worst)
        result[warehouse.id] = (freight, freight + rank * weights.rank_minor)
    return result


def leaves_at(now: datetime, warehouse: Warehouse, calendar: Calendar) -> datetime:
    """When a parcel that is released now leaves the warehouse: at its cut-off, today or on its next working day.

    A day is worked when the warehouse's own weekdays say so and the merchant's calendar does not close it.
    """
    zone = ZoneInfo(calendar.zone)
    local = now.astimezone(zone)
    cutoff = time.fromisoformat(warehouse.cutoff)
    day = local.date() if local.time() < cutoff else local.date() + timedelta(days=1)
    for _ in range(_DAYS_MAX):
        if warehouse.workdays[day.weekday()] == "1" and calendar.days.get(day, True):
            break
        day += timedelta(days=1)
    return datetime.combine(day, cutoff, zone).astimezone(UTC)


def with_lateness(
    price: Mapping[int, tuple[int, int]], late: Container[int], late_minor: int
) -> dict[int, tuple[int, int]]:
    """The prices, with the worth of a kept promise added to the score of warehouses that would leave too late."""
    return {
        warehouse_id: (freight, score + (late_minor if warehouse_id in late else 0))
        for warehouse_id, (freight, score) in price.items()
    }


def options(
    needs: Sequence[Need], free: Callable[[int, int], int], price: Mapping[int, tuple[int, int]]
) -> list[Option]:
    """All single warehouses, and one split when none covers everything; best first.

    `free(sku_id, warehouse_id)` is what may still be allocated there. The split takes, again and again, the warehouse
    that serves most units for its score (greedy weighted set cover), whole lines before parts of lines.
    """
    wanted: dict[int, int] = {}
    for need in needs:
        wanted[need.sku_id] = wanted.get(need.sku_id, 0) + need.qty
    everything = tuple((need.line_no, need.sku_id, need.qty) for need in needs)
    items = list(wanted.items())
    found = []
    for warehouse_id, (freight, score) in price.items():
        covers = all(free(sku_id, warehouse_id) >= qty for sku_id, qty in items)
        found.append(Option(((warehouse_id, everything),), freight, score, covers))
    found.sort(key=lambda option: (not option.covers, option.score, option.parts[0][0]))
    if not found or found[0].covers:
        return found
    split = _split(needs, free, price)
    return found if split is None else [split, *found]


def _split(
    needs: Sequence[Need], free: Callable[[int, int], int], price: Mapping[int, tuple[int, int]]
) -> Option | None:
    left = {need.line_no: need.qty for need in needs}
    parts: list[tuple[int, tuple[tuple[int, int, int], ...]]] = []
    unused = set(price)
    while any(left.values()):
        best_id, best_key = 0, (0.0, 0)
        best_take: tuple[tuple[int, int, int], ...] = ()
        for warehouse_id in sorted(unused):
            take = _take(needs, left, free, warehouse_id)
            units = sum(qty for _, _, qty in take)
            key = (units / max(price[warehouse_id][1], 1), units)
            if units and key > best_key:
                best_id, best_take, best_key = warehouse_id, take, key
        if not best_take:
            return None
        unused.discard(best_id)
        parts.append((best_id, best_take))
        for line_no, _, qty in best_take:
            left[line_no] -= qty
    freight = sum(price[warehouse_id][0] for warehouse_id, _ in parts)
    return Option(tuple(parts), freight, sum(price[warehouse_id][1] for warehouse_id, _ in parts), True)


def _take(
    needs: Sequence[Need], left: Mapping[int, int], free: Callable[[int, int], int], warehouse_id: int
) -> tuple[tuple[int, int, int], ...]:
    """What the warehouse can give of what is left, counting each of its units once."""
    used: dict[int, int] = {}
    take = []
    for need in needs:
        spare = free(need.sku_id, warehouse_id) - used.get(need.sku_id, 0)
        qty = min(left[need.line_no], spare)
        if qty > 0:
            take.append((need.line_no, need.sku_id, qty))
            used[need.sku_id] = used.get(need.sku_id, 0) + qty
    return tuple(take)
