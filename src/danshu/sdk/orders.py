"""The order message: what every channel, export file and API call is turned into before it enters the house.

Money is in integer minor units of `currency`; unit prices are in 1/10,000 of a minor unit (`unit_price_e4`).
Times are aware datetimes. Ids and codes are text. Nothing is guessed: what a source does not say stays None.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

Status = Literal[
    "pending_payment",
    "deposit_paid",  # presale: deposit paid, balance not: not to be shipped
    "locked",  # paid, and the channel forbids shipping (risk, or the buyer asked to cancel)
    "paid",
    "partially_shipped",
    "shipped",
    "delivered",
    "completed",
    "cancelled",  # closed before payment
    "closed",  # closed or refunded in full after payment
]


class Receiver(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who gets the parcel. `masked` means the channel hides parts: it is never parsed or shown as if it were plain.

    `token` is the channel's privacy token (OAID and the like). `address` is the whole text as the source gave it;
    province, city, district, town and detail only where the source itself keeps them apart. `country` is ISO 3166-1
    alpha-2, ZZ where the source names none that has a code.
    """

    name: str | None = None
    phone: str | None = None
    province: str | None = None
    city: str | None = None
    district: str | None = None
    town: str | None = None
    detail: str | None = None
    address: str | None = None
    postcode: str | None = None
    country: str = "CN"
    masked: bool = False
    token: str | None = None


class OrderLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One sold line. `code` is the merchant's SKU code where the source has it, `item_id` the channel's own.

    `goods_minor` = unit price x qty, rounded once; `discount_minor` is what was taken off this line (>= 0);
    `paid_minor` is the line's final share of what the buyer pays for goods, when the source states it.
    """

    qty: int
    title: str = ""
    code: str | None = None
    item_id: str | None = None
    attributes: str | None = None
    source_line_no: str | None = None
    unit_price_e4: int | None = None
    goods_minor: int | None = None
    discount_minor: int = 0
    paid_minor: int | None = None
    status: Status | None = None
    is_gift: bool = False


class Parcel(msgspec.Struct, frozen=True, omit_defaults=True):
    tracking_no: str
    courier: str | None = None


class OrderMessage(msgspec.Struct, frozen=True, omit_defaults=True, tag="order"):
    """One order as its source states it at `modified_at`.

    `total_minor` is what the buyer owes for the whole order (goods - discounts + freight + tax), `paid_minor` what was
    really paid. `discount_minor` is the order-level discount beyond the lines' own. None = not stated.
    """

    source_no: str
    status: Status
    placed_at: datetime
    lines: tuple[OrderLine, ...]
    currency: str = "CNY"
    modified_at: datetime | None = None
    paid_at: datetime | None = None
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    completed_at: datetime | None = None
    closed_at: datetime | None = None
    total_minor: int | None = None
    paid_minor: int | None = None
    freight_minor: int = 0
    discount_minor: int = 0
    tax_minor: int = 0
    refunded_minor: int = 0
    buyer_nick: str | None = None
    buyer_id: str | None = None
    receiver: Receiver = Receiver()
    buyer_note: str | None = None
    seller_note: str | None = None
    close_reason: str | None = None
    sub_source: str | None = None
    parcels: tuple[Parcel, ...] = ()
    tags: tuple[str, ...] = ()


class CreditLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line taken back: `qty` > 0 units of `code`, worth `amount_minor` >= 0 in all."""

    qty: int
    amount_minor: int
    unit_price_e4: int
    code: str | None = None
    title: str = ""


class CreditMessage(msgspec.Struct, frozen=True, omit_defaults=True, tag="credit"):
    """A credit note of a source that does not name the order: it takes back earlier lines of that buyer and code."""

    source_no: str
    at: datetime
    lines: tuple[CreditLine, ...]
    currency: str = "CNY"
    buyer_id: str | None = None
    note: str | None = None


Message = OrderMessage | CreditMessage
