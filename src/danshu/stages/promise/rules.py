"""Promise time (履约时效): hours of a zone, counted over working days of the merchant's calendar from payment."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.domain.network.model import Calendar, PromiseZone

# A calendar without a working day within a year is a mistake, not a plan.
_DAYS_MAX = 366


def zone_of(province: str | None, zones: Sequence[PromiseZone]) -> PromiseZone | None:
    """The zone that names the province, else the first one that names none."""
    fallback = None
    for zone in zones:
        if province is not None and province in zone.provinces:
            return zone
        if not zone.provinces and fallback is None:
            fallback = zone
    return fallback


def promise_at(paid_at: datetime, hours: int, calendar: Calendar) -> datetime:
    """When an order paid at `paid_at` is to leave, in UTC.

    The count begins at the payment if that lies on a working day before the cut-off, else at the start of the next
    working day. Each working day counts 24 hours; other days count none.
    """
    zone = ZoneInfo(calendar.zone)
    local = paid_at.astimezone(zone)
    cutoff = time.fromisoformat(calendar.cutoff)
    if not calendar.works(local.date()) or local.time() >= cutoff:
        local = _next_working_midnight(local, calendar, zone)
    left = timedelta(hours=hours)
    # A week has at least one working day, so that each 24 hours take at most a week.
    for _ in range(_DAYS_MAX + 7 * (hours // 24 + 1)):
        midnight = datetime.combine(local.date() + timedelta(days=1), time(), zone)
        if not calendar.works(local.date()):
            local = midnight
            continue
        rest = midnight.astimezone(UTC) - local.astimezone(UTC)
        if left <= rest:
            return (local.astimezone(UTC) + left).astimezone(UTC)
        left -= rest
        local = midnight
    return local.astimezone(UTC)


def _next_working_midnight(local: datetime, calendar: Calendar, zone: ZoneInfo) -> datetime:
    day = local.date() + timedelta(days=1)
    for _ in range(_DAYS_MAX):
        if calendar.works(day):
            break
        day += timedelta(days=1)
    return datetime.combine(day, time(), zone)
