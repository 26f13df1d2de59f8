"""Where orders leave from and how soon: warehouses, promise zones and the working calendar."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Warehouse:
    """`ranks` is the region priority: province -> 1 (first choice), 2, …"""

    id: int
    code: str
    name: str
    province: str
    city: str
    longitude: float
    latitude: float
    cutoff: str
    workdays: str
    active: bool
    ranks: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PromiseZone:
    """Working hours from payment to dispatch; a zone without provinces is for all that no other names."""

    code: str
    title_zh: str
    title_en: str
    hours: int
    provinces: frozenset[str]


@dataclass(frozen=True, slots=True)
class Calendar:
    """`workdays` has one digit a weekday, Monday first; `days` are the exceptions; `cutoff` is HH:MM of the merchant's day."""

    workdays: str = "1111111"
    cutoff: str = "18:00"
    zone: str = "Asia/Shanghai"
    days: dict[date, bool] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        known = self.days.get(day)
        return self.workdays[day.weekday()] == "1" if known is None else known
