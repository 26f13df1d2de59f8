"""The shape of an order's page in OpenAPI; a test compares it with what the route answers."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from danshu.ground.contract.api import Moment
from danshu.views.order_filter import StateCode
from danshu.views.row_models import IdText, OrderHead, WarehouseRef


class SkuRef(BaseModel):
    id: IdText
    code: str
    name: str
    attributes: dict[str, Any]


class StockUse(BaseModel):
    """Units of a line: where they are, since when and why. No warehouse: claimed, but not placed yet."""

    warehouse: WarehouseRef | None
    qty: int
    kind: Literal["reserved", "allocated", "released", "shipped"]
    since: Moment | None
    why: str | None


class PageLine(BaseModel):
    line_no: int
    parent_line_no: int | None
    sku: SkuRef | None
    title: str
    item_id: str | None
    attributes: str | None
    qty: int
    cancelled_qty: int
    reserved_qty: int
    allocated_qty: int
    released_qty: int
    picking_qty: int
    shipped_qty: int
    delivered_qty: int
    returned_qty: int
    unit_price_e4: int | None
    goods_minor: int | None
    discount_minor: int | None
    paid_minor: int | None
    refundable_minor: int | None
    is_gift: bool
    stock: list[StockUse]


class By(BaseModel):
    kind: str
    name: str | None


class HoldOut(BaseModel):
    id: str
    code: str
    reason: str
    source: str
    at: Moment
    by: By
    releasable: bool
    released_at: Moment | None


class LineQty(BaseModel):
    line_no: int
    qty: int


class FulfillmentLineOut(LineQty):
    shipped_qty: int


class FulfillmentOut(BaseModel):
    id: IdText
    number: str
    warehouse: WarehouseRef
    state: Literal["planned", "released", "picking", "shipped", "cancelled"]
    lines: list[FulfillmentLineOut]
    planned_at: Moment
    released_at: Moment | None
    picking_at: Moment | None
    shipped_at: Moment | None


class ParcelOut(BaseModel):
    id: IdText
    courier: str | None
    tracking_no: str
    shipped_at: Moment
    delivered_at: Moment | None
    lines: list[LineQty]


class MoneyOut(BaseModel):
    goods_minor: int
    discount_minor: int
    freight_minor: int
    tax_minor: int
    total_minor: int
    paid_minor: int
    refunded_minor: int
    refundable_minor: int
    currency: str


class CreditOut(BaseModel):
    at: Moment
    source_no: str
    line_no: int | None
    qty: int
    amount_minor: int
    reason: str


class SourceOut(BaseModel):
    shop: str
    source_no: str
    status: str
    modified_at: Moment | None


class BuyerOut(BaseModel):
    """`orders_count` stops at 1,000."""

    nick_masked: str | None
    orders_count: int
    first_order_at: Moment | None


class AddressOut(BaseModel):
    province: str | None
    city: str | None
    district: str | None
    country: str
    longitude: float | None
    latitude: float | None
    detail_masked: str | None
    token: bool
    masked: bool


class NoteOut(BaseModel):
    id: str
    at: Moment
    by: str | None
    text: str
    kind: Literal["buyer", "seller", "internal"]


class RejectedOption(BaseModel):
    option: str
    why: str
    cost_minor: int | None


class DecisionOut(BaseModel):
    at: Moment
    event_id: None
    stage: str
    title: str
    chosen: str
    why: list[str]
    rejected: list[RejectedOption]
    facts: dict[str, Any]
    version: int | str | None


class RelatedOut(BaseModel):
    id: IdText
    number: str
    state: StateCode
    relation: str


class NextAction(BaseModel):
    name: str
    params: dict[str, Any]


class ExplainOut(BaseModel):
    code: str
    text_zh: str
    text_en: str
    mend_action: str | None


class OrderPageOut(OrderHead):
    stage: str
    lines: list[PageLine]
    holds: list[HoldOut]
    released_holds: list[HoldOut]
    fulfillments: list[FulfillmentOut]
    parcels: list[ParcelOut]
    money: MoneyOut | None
    credits: list[CreditOut]
    source_orders: list[SourceOut]
    buyer: BuyerOut | None
    address: AddressOut
    notes: list[NoteOut]
    decisions: list[DecisionOut]
    related: list[RelatedOut]
    next_action: NextAction | None
    explain: ExplainOut | None
