"""Reading messages, and credits that take back earlier lines of the same buyer. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from danshu.domain.inbox.model import Refusal
from danshu.domain.orders.model import BUNDLE, Credit, Line, Order
from danshu.domain.orders.rules import claims
from danshu.kernel.errors import DanshuError
from danshu.sdk.orders import CreditMessage, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from danshu.domain.orders.rules.batch import Batch
    from danshu.domain.shops.model import Shop
    from danshu.sdk.orders import CreditLine

decode_message = msgspec.json.Decoder(Message).decode
encode_message = msgspec.json.Encoder().encode


_WORDS_ZH = {
    "intake.bad_source_no": ("没有订单号，或订单号超过 100 个字符", "补上订单号"),
    "intake.bad_lines": ("没有商品行，或超过 2000 行", "补上 1 到 2000 行商品"),
    "intake.bad_time": ("有的时间没有时区，或不在 1990 到 2100 年之间", "写成带时区的时间"),
    "intake.bad_quantity": ("有的数量不是 1 到 1000000 的整数", "改正数量"),
    "intake.negative_money": ("有的金额小于 0 或过大", "改正金额；退货请按退款单发送"),
    "intake.amount_too_large": ("有的金额过大", "核对金额的单位"),
    "intake.bad_currency": ("币种不是三个大写字母", "改成 ISO 4217 代码，例如 CNY"),
    "intake.bad_credit": ("退款单没有编号、没有行，或有的行没有退回任何东西", "补齐编号、时间和数量"),
    "intake.line_known": ("这张历史订单已经存入，并且已有这样的一行", "查看该订单；如果不缺什么，请作废此条"),
}


def refusal_of(error: Exception) -> Refusal:
    """Words for a message that can't be read."""
    if isinstance(error, DanshuError):
        what_zh, mend_zh = _WORDS_ZH.get(error.code, (error.what, error.mend))
        return Refusal(
            error.code, f"这条消息无法处理：{what_zh}。", error.what, f"请修正后重放：{mend_zh}。", error.mend
        )
    # The first line only: PostgreSQL quotes whole rows in the DETAIL below it, personal data among them.
    detail = f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"[:300]
    return Refusal(
        "intake.unreadable", f"这条消息无法处理：{detail}", f"The message can't be read: {detail}.",
        "请修正内容后重放。", "Mend the content, then replay it.",
    )  # fmt: skip


def take_back(
    batch: Batch, shop: Shop, message: CreditMessage, candidates: Sequence[Order], credit_id: int
) -> list[Credit]:
    """Takes back units of earlier lines, the latest order first, and keeps what finds none as an unmatched credit.

    `candidates` are orders of the same buyer and shop. The amount is the credit's own; where it spreads over several
    lines it is split by units so that the parts sum to it.
    """
    credits: list[Credit] = []
    newest_first = sorted((o for o in candidates if o.placed_at <= message.at), key=_recency, reverse=True)
    for credited in message.lines:
        left_qty, left_minor = credited.qty, credited.amount_minor
        for order, line, qty in _matches(newest_first, credited):
            part = left_minor if qty == left_qty else credited.amount_minor * qty // credited.qty
            _return_units(batch, order, line, qty, part, message.source_no)
            credits.append(_credit(credit_id, shop, message, credited, len(credits), qty, part, order, line))
            left_qty, left_minor = left_qty - qty, left_minor - part
        if left_qty:
            credits.append(_credit(credit_id, shop, message, credited, len(credits), left_qty, left_minor, None, None))
    batch.credits.extend(credits)
    return credits


def _recency(order: Order) -> tuple[datetime, str]:
    """Orders of the same minute go by their number outside: our ids depend on who stored them when."""
    return order.placed_at, min((source.source_no for source in order.sources), default="")


def _matches(orders: Iterable[Order], credited: CreditLine) -> list[tuple[Order, Line, int]]:
    found: list[tuple[Order, Line, int]] = []
    left = credited.qty
    for order in orders:
        for line in order.lines:
            if left <= 0:
                return found
            if line.item_code != credited.code or line.kind == BUNDLE or line.parent_line_no is not None:
                continue
            qty = min(left, line.qty - line.cancelled_qty - line.returned_qty)
            if qty > 0:
                found.append((order, line, qty))
                left -= qty
    return found


def _return_units(batch: Batch, order: Order, line: Line, qty: int, minor: int, source_no: str) -> None:
    back = min(qty, line.shipped_qty - line.returned_qty)
    line.returned_qty += back
    if qty > back:
        claims.cancel_units(batch, order, line, qty - back, f"credit {source_no}")
    line.refunded_minor += minor
    order.refunded_minor += minor
    batch.step(order, "order.credited", line_no=line.line_no, units=qty, amount_minor=minor, credit=source_no)


def _credit(
    credit_id: int, shop: Shop, message: CreditMessage, credited: CreditLine, position: int, qty: int, minor: int,
    order: Order | None, line: Line | None,
) -> Credit:  # fmt: skip
    return Credit(
        credit_id, shop.id, message.source_no, position, message.at, order.id if order else None,
        line.line_no if line else None, credited.code, credited.title, qty, credited.unit_price_e4, minor,
        message.currency,
    )  # fmt: skip
