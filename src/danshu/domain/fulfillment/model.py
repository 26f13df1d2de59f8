"""From sourcing on, the unit of work is the fulfillment order: units of one order that leave from one warehouse."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

State = Literal["planned", "released", "picking", "shipped", "cancelled"]


@dataclass(slots=True)
class FulfillmentLine:
    """`qty` is what is meant to leave from here in all, `shipped_qty` of it included."""

    line_no: int
    sku_id: int
    qty: int
    shipped_qty: int = 0

    @property
    def open_qty(self) -> int:
        return self.qty - self.shipped_qty


@dataclass(slots=True)
class FulfillmentOrder:
    id: int
    order_id: int
    warehouse_id: int
    state: State
    planned_at: datetime
    released_at: datetime | None = None
    picking_at: datetime | None = None
    shipped_at: datetime | None = None
    cancelled_at: datetime | None = None
    lines: list[FulfillmentLine] = field(default_factory=list)
    is_new: bool = True

    @property
    def is_open(self) -> bool:
        return self.state in ("planned", "released", "picking")

    def line(self, line_no: int) -> FulfillmentLine | None:
        return next((line for line in self.lines if line.line_no == line_no), None)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel that left: `lines` are (line_no, qty)."""

    id: int
    order_id: int
    fulfillment_id: int | None
    courier: str | None
    tracking_no: str
    shipped_at: datetime
    delivered_at: datetime | None
    lines: tuple[tuple[int, int], ...]
