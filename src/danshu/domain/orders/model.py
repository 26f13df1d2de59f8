"""An order in memory: what one pass reads, changes and writes back.

Quantities of a line: `reserved` is claimed and not yet shipped, `allocated` is the part of it that is claimed on hand
at a node; `released`, `picking`, `shipped`, `delivered` and `returned` count up and include each other's past.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from danshu.domain.fulfillment.model import FulfillmentOrder, Parcel

State = Literal["pending_payment", "paid", "in_review", "picking", "shipped", "completed", "in_after_sales", "closed"]
STATES: tuple[State, ...] = (
    "pending_payment", "paid", "in_review", "picking", "shipped", "completed", "in_after_sales", "closed",
)  # fmt: skip
Payment = Literal["unpaid", "deposit", "paid", "refunded"]

UNIT, BUNDLE, COMPONENT = 0, 1, 2
"""Kinds of lines: a stock unit line, a bundle as sold, a component of a bundle."""

NO_WAREHOUSE, SEVERAL_WAREHOUSES = 0, -1


@dataclass(slots=True)
class Line:
    line_no: int
    kind: int
    parent_line_no: int | None
    sku_id: int | None
    source_line_no: str | None
    item_code: str | None
    title: str
    attributes: str | None
    qty: int
    unit_price_e4: int
    goods_minor: int
    discount_minor: int
    paid_minor: int
    is_gift: bool
    placed_at: datetime
    cancelled_qty: int = 0
    reserved_qty: int = 0
    allocated_qty: int = 0
    released_qty: int = 0
    picking_qty: int = 0
    shipped_qty: int = 0
    delivered_qty: int = 0
    returned_qty: int = 0
    refunded_minor: int = 0
    reserved_at: datetime | None = None
    is_new: bool = True
    loaded: tuple[Any, ...] | None = None
    """What the store read of the columns that may change: a line that is still like it is not written again."""

    @property
    def is_stocked(self) -> bool:
        """Whether the line stands for stock units: a bundle as sold does not, its components do."""
        return self.kind != BUNDLE

    @property
    def open_qty(self) -> int:
        """Units still wanted, shipped ones included."""
        return self.qty - self.cancelled_qty

    @property
    def short_qty(self) -> int:
        """Units still wanted that nothing is claimed for."""
        return self.qty - self.cancelled_qty - self.shipped_qty - self.reserved_qty


@dataclass(slots=True)
class Hold:
    """One reason why an order must not move on. `source` is who set it: `stage:screening`, `user:3`, `channel`."""

    code: str
    at: datetime
    source: str
    reason: str
    released_at: datetime | None = None
    released_by: str | None = None
    is_new: bool = True


@dataclass(slots=True)
class Source:
    """One of the order's numbers outside: what its shop last said of it, and a hash of that message."""

    shop_id: int
    source_no: str
    status: str
    modified_at: datetime | None
    message_hash: bytes
    is_new: bool = True


@dataclass(slots=True)
class Contact:
    """The receiver as the vault keeps it; `plain` exists only in memory, while a pass needs it."""

    plain: dict[str, Any]
    sealed: bytes
    name_hash: int | None
    phone_hash: int | None
    phone_tail: str | None


@dataclass(slots=True)
class Order:
    id: int
    number: str
    shop_id: int
    state: State
    stage: str
    run_at: datetime | None
    version: int
    payment: Payment
    currency: str
    goods_minor: int
    discount_minor: int
    freight_minor: int
    tax_minor: int
    total_minor: int
    paid_minor: int
    refunded_minor: int
    placed_at: datetime
    paid_at: datetime | None
    promise_at: datetime | None
    expires_at: datetime | None
    released_at: datetime | None
    picking_at: datetime | None
    shipped_at: datetime | None
    delivered_at: datetime | None
    completed_at: datetime | None
    closed_at: datetime | None
    close_reason: str | None
    hold_codes: list[str]
    tags: list[str]
    priority: int
    warehouse_id: int
    warehouse_ids: list[int]
    country: str
    province: str | None
    city: str | None
    district: str | None
    longitude: float | None
    latitude: float | None
    receiver_masked: str | None
    phone_masked: str | None
    buyer_masked: str | None
    buyer_key: int | None
    note_marks: int
    line_count: int
    unit_qty: int
    shipped_qty: int
    sub_source: str | None
    related: dict[str, Any] | None
    last_step: str
    last_step_at: datetime
    # What stands in other tables.
    lines: list[Line] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    fulfillments: list[FulfillmentOrder] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    contact: Contact | None = None
    removed_line_nos: list[int] = field(default_factory=list)
    """Lines that moved to another order in this pass."""
    waived: set[str] = field(default_factory=set)
    """Hold codes that a person released: the same reason does not hold the order again."""
    is_new: bool = True

    def stocked_lines(self) -> list[Line]:
        return [line for line in self.lines if line.kind != BUNDLE]

    def line(self, line_no: int) -> Line | None:
        # Lines nearly always stand at their number; only merges and removals leave gaps.
        if 0 < line_no <= len(self.lines) and self.lines[line_no - 1].line_no == line_no:
            return self.lines[line_no - 1]
        return next((line for line in self.lines if line.line_no == line_no), None)

    def open_hold(self, code: str) -> Hold | None:
        return next((hold for hold in self.holds if hold.code == code and hold.released_at is None), None)


@dataclass(frozen=True, slots=True)
class Credit:
    """One credited line, or the part of it that took back one earlier line."""

    id: int
    shop_id: int
    source_no: str
    position: int
    at: datetime
    order_id: int | None
    line_no: int | None
    item_code: str | None
    title: str
    qty: int
    unit_price_e4: int
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class HoldKind:
    """`reviews` means that a person reviews the order (B1 审核中); otherwise it waits without changing its state."""

    code: str
    title_zh: str
    title_en: str
    help_zh: str
    help_en: str
    reviews: bool
    mend_action: str | None = None


HOLD_KINDS = (
    HoldKind(
        "stock.short",
        "库存不足",
        "Stock short",
        "到货后自动预占并放行。",
        "Reserved and released by itself as stock arrives.",
        False,
        "stock.receive",
    ),
    HoldKind(
        "sku.unmatched",
        "商品未匹配",
        "Item not matched",
        "把渠道商品对应到 SKU 后自动放行。",
        "Map the channel item to a SKU; the order then moves on.",
        False,
        "listing.match",
    ),
    HoldKind(
        "address.incomplete",
        "地址不完整",
        "Address incomplete",
        "补全省、市、区和详细地址后放行。",
        "Complete province, city, district and street, then release.",
        True,
        "order.edit_address",
    ),
    HoldKind(
        "phone.missing",
        "缺少电话",
        "No phone",
        "补上可用的电话后放行。",
        "Add a phone number that works, then release.",
        True,
        "order.edit_address",
    ),
    HoldKind(
        "channel.locked",
        "渠道禁止发货",
        "Locked by the channel",
        "渠道解除锁定后自动放行。",
        "Released by itself when the channel unlocks it.",
        True,
        None,
    ),
    HoldKind(
        "presale.balance",
        "预售待付尾款",
        "Presale balance due",
        "买家付清尾款后自动放行。",
        "Released by itself when the balance is paid.",
        False,
        None,
    ),
    HoldKind(
        "channel.changed",
        "下发后渠道改单",
        "Changed after release",
        "核对渠道的新内容后放行。",
        "Compare with what the channel says now, then release.",
        True,
        None,
    ),
    HoldKind(
        "sourcing.none",
        "没有可发仓库",
        "No warehouse can ship",
        "调整库存或仓库后放行。",
        "Mend stock or warehouses, then release.",
        False,
        "stock.receive",
    ),
    HoldKind(
        "quantity.merged",
        "数量不明",
        "Quantities unclear",
        "补全各商品数量后放行。",
        "Set each item's quantity, then release.",
        True,
        "order.change_line",
    ),
    HoldKind(
        "amount.mismatch",
        "金额不符",
        "Amounts differ",
        "核对金额后放行。",
        "Check the amounts, then release.",
        True,
        None,
    ),
    HoldKind(
        "poison",
        "处理出错",
        "Failed in processing",
        "查看原因，修正后放行重试。",
        "See the reason, mend it, then release to retry.",
        True,
        "order.release_hold",
    ),
    HoldKind(
        "manual",
        "人工锁单",
        "Held by hand",
        "由锁单的人或主管放行。",
        "Released by a person.",
        True,
        "order.release_hold",
    ),
    HoldKind(
        "intercept",
        "需拦截包裹",
        "Intercept the parcel",
        "联系承运商拦截后放行。",
        "Ask the courier to return the parcel, then release.",
        False,
        None,
    ),
)
HOLDS = {kind.code: kind for kind in HOLD_KINDS}
