"""From an order message to an order: lines, money that sums, receiver, state. Pure; one message at a time."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec

from danshu.domain.network.rules import match_address, match_columns, normalize_phone
from danshu.domain.orders.model import BUNDLE, COMPONENT, HOLDS, NO_WAREHOUSE, UNIT, Contact, Line, Order, Source
from danshu.ground.vault.rules import Vault, mask_name, mask_phone
from danshu.kernel.errors import DanshuError
from danshu.kernel.money import line_amount, split_by_weight

if TYPE_CHECKING:
    from danshu.domain.catalog.model import SkuRef
    from danshu.domain.network.rules import Address
    from danshu.domain.shops.model import Shop
    from danshu.sdk.orders import CreditMessage, OrderLine, OrderMessage, Receiver

_encode = msgspec.json.Encoder(order="deterministic").encode
_FINAL = ("completed", "cancelled", "closed")
# Postgres can store more, but a date before 1990 or far ahead is a misread cell, not an order.
_YEAR_MIN, _YEAR_MAX = 1990, 2100
_LINES_MAX = 2_000
_QTY_MAX = 1_000_000
_MINOR_MAX = 10**14


def message_hash(message: OrderMessage) -> bytes:
    """16 bytes that are the same for the same message: a repeated message changes nothing."""
    return hashlib.blake2b(_encode(message), digest_size=16).digest()


def line_code(line: OrderLine) -> str | None:
    """What a line is looked up by: the merchant's code, else the channel's own item id."""
    return line.code or line.item_id


def check(message: OrderMessage, at: datetime) -> None:
    """Refuses what can't be an order. Raises a DanshuError that names the field."""
    if not message.source_no.strip() or len(message.source_no) > 100:
        raise DanshuError(
            "intake.bad_source_no", "The order has no number, or one longer than 100 characters.", "Give source_no."
        )
    if not message.lines or len(message.lines) > _LINES_MAX:
        raise DanshuError(
            "intake.bad_lines",
            f"Order {message.source_no} has {len(message.lines)} lines.",
            f"Give 1 to {_LINES_MAX} lines.",
        )
    for moment in (message.placed_at, message.paid_at, message.modified_at, message.shipped_at, message.delivered_at,
                   message.completed_at, message.closed_at):  # fmt: skip
        if moment is not None and (moment.tzinfo is None or not _YEAR_MIN <= moment.year <= _YEAR_MAX):
            raise DanshuError(
                "intake.bad_time", f"Order {message.source_no} has the time {moment.isoformat()}.",
                "Give times with a zone, between 1990 and 2100.",
            )  # fmt: skip
    for no, line in enumerate(message.lines, 1):
        if not 0 < line.qty <= _QTY_MAX:
            raise DanshuError(
                "intake.bad_quantity", f"Line {no} of order {message.source_no} has the quantity {line.qty}.",
                f"Give a whole number from 1 to {_QTY_MAX}.",
            )  # fmt: skip
        if (
            line.discount_minor < 0
            or (line.paid_minor or 0) < 0
            or (line.unit_price_e4 or 0) < 0
            or (line.goods_minor or 0) < 0
        ):
            raise DanshuError(
                "intake.negative_money",
                f"Line {no} of order {message.source_no} has a negative amount.",
                "Send returns as credits.",
            )
        if (
            max(
                line.goods_minor or 0,
                line.discount_minor,
                line.paid_minor or 0,
                (line.unit_price_e4 or 0) * line.qty // 10_000,
            )
            > _MINOR_MAX
        ):
            raise DanshuError(
                "intake.amount_too_large",
                f"Line {no} of order {message.source_no} is worth more than 10^14 minor units.",
                "Check the amounts.",
            )
    totals = (
        message.total_minor,
        message.paid_minor,
        message.freight_minor,
        message.discount_minor,
        message.tax_minor,
        message.refunded_minor,
    )
    if any(value is not None and not 0 <= value <= _MINOR_MAX for value in totals):
        raise DanshuError(
            "intake.negative_money",
            f"Order {message.source_no} has an amount below 0 or above 10^14 minor units.",
            "Check the amounts.",
        )
    if len(message.currency) != 3 or not message.currency.isascii() or not message.currency.isupper():
        raise DanshuError(
            "intake.bad_currency",
            f"Order {message.source_no} has the currency “{message.currency}”.",
            "Use ISO 4217 letters.",
        )


def check_credit(message: CreditMessage) -> None:
    """Refuses what can't be a credit. Raises a DanshuError that names the field."""
    if not message.source_no.strip() or not 0 < len(message.lines) <= _LINES_MAX or message.at.tzinfo is None:
        raise DanshuError(
            "intake.bad_credit",
            f"Credit “{message.source_no}” has no number, no lines or no time zone.",
            "Give all three.",
        )
    if any(line.qty <= 0 or line.amount_minor < 0 for line in message.lines):
        raise DanshuError(
            "intake.bad_credit", f"Credit {message.source_no} has a line that takes nothing back.", "Give qty > 0."
        )


def price_lines(message: OrderMessage) -> list[tuple[int, int, int]]:
    """(goods, discount, paid) of each line in minor units; the paid parts sum to what the buyer pays for goods.

    A line's own paid amount wins when every line states it. Otherwise the order's total without freight and tax is
    split over the lines by what each costs after its own discount, by largest remainder.
    """
    goods = [
        line.goods_minor
        if line.goods_minor is not None
        else line_amount(line.unit_price_e4, line.qty)
        if line.unit_price_e4 is not None
        else (line.paid_minor or 0) + line.discount_minor
        for line in message.lines
    ]
    if all(line.paid_minor is not None for line in message.lines):
        paid = [line.paid_minor or 0 for line in message.lines]
    else:
        net = [max(g - line.discount_minor, 0) for g, line in zip(goods, message.lines, strict=True)]
        stated = message.total_minor
        payable = (
            sum(net) - message.discount_minor if stated is None else stated - message.freight_minor - message.tax_minor
        )
        if not any(goods) and payable > 0 and len(goods) == 1:
            goods = [payable]
        paid = split_by_weight(max(payable, 0), net)
    return [(g, g - p, p) for g, p in zip(goods, paid, strict=True)]


def build_lines(message: OrderMessage, skus: dict[str, SkuRef | None]) -> list[Line]:
    """Lines with their prices; a bundle becomes the bundle as sold and its components."""
    lines: list[Line] = []
    for sold, (goods, discount, paid) in zip(message.lines, price_lines(message), strict=True):
        code = line_code(sold)
        sku = skus.get(code) if code else None
        if sku is not None and sku.is_bundle and not sku.components:
            sku = None  # nothing could be reserved for it: it waits as an unmatched item until its parts are known
        price = sold.unit_price_e4 if sold.unit_price_e4 is not None else goods * 10_000 // sold.qty
        head = Line(
            len(lines) + 1, UNIT if sku is None or not sku.is_bundle else BUNDLE, None, sku.id if sku else None,
            sold.source_line_no, code, sold.title or (sku.name if sku else ""), sold.attributes, sold.qty, price,
            goods, discount, paid, sold.is_gift, message.placed_at,
        )  # fmt: skip
        lines.append(head)
        if sku is None or not sku.is_bundle:
            continue
        weights = [component[2] * component[1] for component in sku.components]
        for part, (sku_id, qty, _, name) in zip(split_by_weight(paid, weights), sku.components, strict=True):
            lines.append(
                Line(
                    len(lines) + 1,
                    COMPONENT,
                    head.line_no,
                    sku_id,
                    None,
                    None,
                    name,
                    None,
                    qty * sold.qty,
                    0,
                    0,
                    0,
                    part,
                    sold.is_gift,
                    message.placed_at,
                )
            )
    return lines


def read_receiver(receiver: Receiver) -> Address:
    """Structured address. What is masked is never parsed: only the channel's own columns count."""
    if receiver.masked or receiver.token or receiver.country != "CN":
        return match_columns(receiver.province, receiver.city, receiver.district)
    text = receiver.address or " ".join(filter(None, (receiver.town, receiver.detail)))
    return match_address(text, receiver.province, receiver.city, receiver.district)


def seal_contact(vault: Vault, receiver: Receiver, address: Address, message: OrderMessage) -> Contact:
    """The receiver for the vault, with blind indexes of name and phone where they are not masked."""
    phone = None if receiver.masked or not receiver.phone else normalize_phone(receiver.phone)
    number = None if phone is None else phone.number + (f"-{phone.extension}" if phone.extension else "")
    plain: dict[str, Any] = {
        "name": receiver.name,
        "phone": number or receiver.phone,
        "detail": receiver.detail or (address.detail if not receiver.masked else receiver.address),
        "town": receiver.town or address.town,
        "postcode": receiver.postcode,
        "token": receiver.token,
        "masked": receiver.masked,
        "buyer_nick": message.buyer_nick,
        "buyer_note": message.buyer_note,
        "seller_note": message.seller_note,
    }
    return make_contact(vault, {key: value for key, value in plain.items() if value})


def make_contact(vault: Vault, plain: dict[str, Any]) -> Contact:
    """Seals personal fields and indexes name and phone, unless they are masked."""
    name, number = plain.get("name"), plain.get("phone")
    hidden = bool(plain.get("masked"))
    digits = number.split("-")[0] if number and not hidden else ""
    return Contact(
        plain,
        vault.seal_json(plain),
        vault.blind("name", name) if name and not hidden and "*" not in name else None,
        vault.blind("phone", digits) if digits and "*" not in digits else None,
        number[-4:] if hidden and number and number[-4:].isdigit() else digits[-4:] if len(digits) >= 7 else None,
    )


_ZONES: dict[str, ZoneInfo] = {}


def local_day(moment: datetime, zone: str) -> str:
    """The merchant's day as YYMMDD: days begin at midnight in the shop's zone, not in UTC."""
    info = _ZONES.get(zone)
    if info is None:
        info = _ZONES[zone] = ZoneInfo(zone)
    if zone == "Asia/Shanghai" and moment.year > 1991:
        # China keeps one offset since 1991; a fixed one is ten times as quick.
        return moment.astimezone(_CHINA).strftime("%y%m%d")
    return moment.astimezone(info).strftime("%y%m%d")


_CHINA = timezone(timedelta(hours=8))


def build_order(
    order_id: int, message: OrderMessage, shop: Shop, skus: dict[str, SkuRef | None], vault: Vault, at: datetime
) -> Order:
    """A new order as its first message states it, before any stage has seen it."""
    lines = build_lines(message, skus)
    goods = sum(line.goods_minor for line in lines if line.kind != COMPONENT)
    payable = sum(line.paid_minor for line in lines if line.kind != COMPONENT)
    total = (
        message.total_minor if message.total_minor is not None else payable + message.freight_minor + message.tax_minor
    )
    receiver = message.receiver
    address = read_receiver(receiver)
    contact = seal_contact(vault, receiver, address, message)
    buyer = message.buyer_id or message.buyer_nick
    unpaid = message.status in ("pending_payment", "cancelled") and message.paid_at is None
    deposit = message.status == "deposit_paid"
    paid_minor = message.paid_minor if message.paid_minor is not None else 0 if unpaid or deposit else total
    return Order(
        id=order_id,
        number=f"{shop.abbr}{local_day(message.placed_at, shop.zone)}-{order_id}",
        shop_id=shop.id, state="pending_payment", stage="reservation", run_at=at, version=1,
        payment="unpaid" if unpaid else "deposit" if deposit else "paid",
        currency=message.currency, goods_minor=goods, discount_minor=goods - payable,
        freight_minor=message.freight_minor, tax_minor=message.tax_minor, total_minor=total, paid_minor=paid_minor,
        refunded_minor=min(message.refunded_minor, paid_minor), placed_at=message.placed_at,
        paid_at=None if unpaid or deposit else message.paid_at or message.placed_at,
        promise_at=None, expires_at=None, released_at=None, picking_at=None, shipped_at=None, delivered_at=None,
        completed_at=None, closed_at=None, close_reason=None, hold_codes=[],
        tags=sorted(set(message.tags) - HOLDS.keys()), priority=0,
        warehouse_id=NO_WAREHOUSE, warehouse_ids=[], country=receiver.country, province=address.province,
        city=address.city, district=address.district, longitude=address.longitude, latitude=address.latitude,
        receiver_masked=mask_name(receiver.name), phone_masked=mask_phone(contact.plain.get("phone")),
        buyer_masked=mask_name(message.buyer_nick),
        buyer_key=vault.blind(f"buyer:{shop.id}", buyer) if buyer else None,
        note_marks=(1 if message.buyer_note else 0) | (2 if message.seller_note else 0),
        line_count=len(lines), unit_qty=0, shipped_qty=0, sub_source=message.sub_source, related=None,
        last_step="order.accepted", last_step_at=at, lines=lines, contact=contact,
        sources=[Source(shop.id, message.source_no, message.status, message.modified_at, message_hash(message))],
    )  # fmt: skip


def settle_outside(order: Order, message: OrderMessage) -> None:
    """Gives an order the quantities and dates of what already happened outside: nothing is claimed for it.

    Used for history, and for live orders whose first message says that they were shipped or ended already.
    """
    status = message.status
    order.stage, order.run_at = "done", None
    _settle_past(order.lines, message)
    moment = message.modified_at or message.closed_at or message.completed_at or message.paid_at or message.placed_at
    if status in ("shipped", "delivered", "completed"):
        order.shipped_at = message.shipped_at or moment
        order.delivered_at = None if status == "shipped" else message.delivered_at or moment
        order.completed_at = (message.completed_at or moment) if status == "completed" else None
    if status in ("cancelled", "closed"):
        order.closed_at = message.closed_at or moment
        order.close_reason = message.close_reason or "channel"
        if status == "closed":
            order.payment = "refunded"


def settle_lines(order: Order, message: OrderMessage) -> None:
    """Cancels the lines that the first message of a live order says are cancelled: nothing is claimed for them."""
    heads = [line for line in order.lines if line.parent_line_no is None]
    over = {
        head.line_no for head, sold in zip(heads, message.lines, strict=True) if sold.status in ("cancelled", "closed")
    }
    for line in order.lines:
        if line.line_no in over or line.parent_line_no in over:
            line.cancelled_qty = line.qty


def _settle_past(lines: list[Line], message: OrderMessage) -> None:
    status = message.status
    for line in lines:
        if status == "cancelled" or (status == "closed" and message.shipped_at is None):
            line.cancelled_qty = line.qty
        elif line.is_stocked and status in ("shipped", "delivered", "completed", "closed"):
            line.released_qty = line.picking_qty = line.shipped_qty = line.qty
            if status != "shipped":
                line.delivered_qty = line.qty
            if status == "closed":
                line.returned_qty = line.qty


def add_history_lines(order: Order, message: OrderMessage, skus: dict[str, SkuRef | None]) -> None:
    """Adds mended rows to a past order that was stored without them. Raises `intake.line_known`.

    A row that the order seems to have is refused: it came by another way meanwhile, and would be counted twice.
    """
    lines = build_lines(message, skus)
    known = {(line.item_code, line.qty, line.unit_price_e4) for line in order.lines}
    if any((line.item_code, line.qty, line.unit_price_e4) in known for line in lines if line.parent_line_no is None):
        raise DanshuError(
            "intake.line_known",
            f"Order {message.source_no} is stored already, with such a line.",
            "Look at the order; discard the item if nothing is missing there.",
        )
    shift = max((line.line_no for line in order.lines), default=0)
    for line in lines:
        line.line_no += shift
        line.parent_line_no = None if line.parent_line_no is None else line.parent_line_no + shift
    _settle_past(lines, message)
    order.lines.extend(lines)
    sold = [line for line in lines if line.kind != COMPONENT]
    goods, payable = sum(line.goods_minor for line in sold), sum(line.paid_minor for line in sold)
    order.goods_minor += goods
    order.discount_minor += goods - payable
    order.total_minor += payable
    if order.payment != "unpaid":
        order.paid_minor += payable


def is_over(message: OrderMessage) -> bool:
    """Whether the first message of an order says that nothing is left to ship."""
    return message.status in (*_FINAL, "shipped", "delivered")
