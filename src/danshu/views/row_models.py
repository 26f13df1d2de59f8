"""The shapes of order rows in answers. PostgreSQL makes the bytes; these declare them in OpenAPI, and tests compare."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from danshu.ground.contract.api import Moment
from danshu.views.order_filter import StateCode

IdText = Annotated[str, Field(pattern=r"^[0-9]+$")]


class ShopRef(BaseModel):
    id: IdText
    name: str
    channel: str


class WarehouseRef(BaseModel):
    id: IdText
    name: str


class Masked(BaseModel):
    """The receiver as everybody may see it."""

    name: str | None
    phone: str | None
    region: str | None


class BriefLine(BaseModel):
    line_no: int
    sku_code: str | None
    title: str
    attributes: str | None
    qty: int
    shipped_qty: int
    cancelled_qty: int
    image: None


class TagOut(BaseModel):
    code: str
    title: str
    color: None


class NoteMark(BaseModel):
    buyer: bool
    seller: bool


class ShippedOf(BaseModel):
    shipped: int
    total: int


class LastEvent(BaseModel):
    kind: str
    at: Moment


class OrderHead(BaseModel):
    """What the row of a list and the page of an order have in common. Money is null without `money.read`."""

    id: IdText
    number: str
    state: StateCode
    hold_count: int
    shop: ShopRef
    source_nos: list[str]
    buyer_nick: str | None
    receiver_masked: Masked
    line_count: int
    unit_qty: int
    total_minor: int | None
    paid_minor: int | None
    currency: str
    placed_at: Moment
    paid_at: Moment | None
    promise_at: Moment | None
    late_state: Literal["none", "soon", "late", "done"]
    warehouse: WarehouseRef | None
    warehouses_count: int
    tags: list[TagOut]
    note_mark: NoteMark
    priority: bool
    shipped_text: ShippedOf
    last_event: LastEvent
    version: int


class OrderRow(OrderHead):
    """A row of the list; `lines` are the first four as sold."""

    holds: list[str]
    lines: list[BriefLine]


class OrderRows(BaseModel):
    items: list[OrderRow]
    next_cursor: str | None


class CountOut(BaseModel):
    count: int
    exact: bool


class TabsOut(BaseModel):
    all: int
    states: dict[StateCode, int]
    held: int
    overdue: int
    due_soon: int
    quarantined: int
