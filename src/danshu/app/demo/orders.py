"""Ten days of order messages, as the channels would have sent them. The same seed gives the same orders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from danshu.app.demo.merchant import GIFT, SHOP_WEIGHTS, SHOPS
from danshu.app.demo.people import BUYER_NOTES, SELLER_NOTES, People
from danshu.sdk.orders import OrderLine, OrderMessage, Receiver

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from danshu.app.demo.merchant import Article

_ZONE = ZoneInfo("Asia/Shanghai")
# Orders by the hour of the day: people order at lunch and in the evening.
_HOURS = (4, 2, 1, 1, 1, 1, 2, 3, 5, 7, 9, 9, 10, 8, 7, 7, 7, 7, 8, 9, 12, 13, 11, 8)
NOT_LISTED = ("6650012345678", "新品 桂花酒酿唇膜 10g")
"""An article that was put on sale before anybody bound it to a SKU."""

Fate = str
# What becomes of an order, and how often in 1,000.
_FATES: dict[Fate, int] = {
    "plain": 720, "cancelled_unpaid": 35, "refunded": 25, "paid_later": 20, "presale": 24, "locked": 20, "no_phone": 24,
    "vague": 28, "not_listed": 24, "held": 30, "amounts": 20, "merged": 16, "recalled": 14,
    "unreadable": 6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """One order: its messages with their times, and how the merchant's people deal with it.

    Hours count from release to picking, from there to shipping, and from there to signing.
    """

    shop_code: str
    fate: Fate
    messages: tuple[tuple[datetime, OrderMessage], ...]
    pick_hours: float
    ship_hours: float
    travel_hours: float


def make_plans(rng: Random, articles: Sequence[Article], start: datetime, now: datetime, count: int) -> list[Plan]:
    """`count` orders placed between `start` and `now`, oldest first; a few are placed within the last minutes."""
    people = People(rng)
    moments = sorted(_moment(rng, start, now) for _ in range(count))
    moments[-6:] = [now - timedelta(minutes=minutes) for minutes in (38, 26, 17, 11, 6, 2)]
    return [_plan(rng, people, articles, number, moment, now) for number, moment in enumerate(moments)]


def item_id(article: Article) -> str:
    """The number by which the live shop knows an article: its listing maps it to the SKU."""
    return "7" + str(int.from_bytes(article.sku.code.encode(), "big") % 10**12).zfill(12)


def _moment(rng: Random, start: datetime, now: datetime) -> datetime:
    while True:
        day = rng.randrange((now - start).days + 1)
        local = (start.astimezone(_ZONE) + timedelta(days=day)).replace(
            hour=rng.choices(range(24), _HOURS)[0], minute=rng.randrange(60), second=rng.randrange(60), microsecond=0
        )
        if start <= local < now - timedelta(minutes=45):
            return local


def _plan(
    rng: Random, people: People, articles: Sequence[Article], number: int, placed_at: datetime, now: datetime
) -> Plan:
    shop = rng.choices(SHOPS, SHOP_WEIGHTS)[0]
    fate = rng.choices(list(_FATES), list(_FATES.values()))[0]
    if now - placed_at < timedelta(minutes=30):
        fate = "unpaid" if rng.random() < 0.5 else "plain"
    elif now - placed_at > timedelta(days=3) and fate not in ("cancelled_unpaid", "refunded", "paid_later"):
        # What is older has been dealt with; a board full of forgotten orders would be no advertisement.
        fate = "plain"
    nick, receiver = people.draw()
    message = _paid_order(rng, articles, shop.channel, f"{_source_no(shop.channel, number, placed_at)}", placed_at)
    message = msgspec.structs.replace(message, buyer_nick=nick, receiver=receiver)
    slow = rng.random() < 0.05
    return Plan(
        shop.code, fate, _messages(rng, message, fate), rng.uniform(20, 50) if slow else rng.uniform(1.5, 7),
        rng.uniform(0.5, 3), rng.uniform(22, 70),
    )  # fmt: skip


def _source_no(channel: str, number: int, placed_at: datetime) -> str:
    day = placed_at.astimezone(_ZONE)
    if channel == "taobao":
        return f"4{day:%m%d}{number:05d}{(number * 7919) % 10**8:08d}"
    if channel == "pdd":
        return f"{day:%y%m%d}-{(number * 104729) % 10**15:015d}"
    if channel == "douyin":
        return f"69{day:%m%d}{(number * 15485863) % 10**13:013d}"
    if channel == "jd":
        return f"30{(number * 32452843) % 10**10:010d}"
    return f"M{day:%y%m%d%H%M}{number:04d}"


def _paid_order(rng: Random, articles: Sequence[Article], channel: str, source_no: str, at: datetime) -> OrderMessage:
    sold = [article for article in articles if article.weight]
    chosen: list[Article] = []
    for _ in range(rng.choices((1, 2, 3, 4), (46, 32, 16, 6))[0]):
        article = rng.choices(sold, [one.weight for one in sold])[0]
        if article not in chosen:
            chosen.append(article)
    lines = [_line(rng, article, channel, no) for no, article in enumerate(chosen, 1)]
    if rng.random() < 0.16:
        lines.append(OrderLine(1, "赠品 旅行装护肤小样", code=GIFT, unit_price_e4=0, goods_minor=0, is_gift=True))
    goods = sum(line.goods_minor or 0 for line in lines)
    discount = goods // 1000 * 100 if rng.random() < 0.3 else 0
    freight = rng.choice((600, 800, 1000)) if goods < 5_900 else 0
    paid_at = at + timedelta(seconds=rng.randint(8, 400))
    live = channel == "douyin" and rng.random() < 0.6
    return OrderMessage(
        source_no=source_no, status="paid", placed_at=at, modified_at=paid_at, paid_at=paid_at, lines=tuple(lines),
        total_minor=goods - discount + freight, paid_minor=goods - discount + freight, freight_minor=freight,
        discount_minor=discount, sub_source="直播间 · 晚八点护肤专场" if live else None, tags=("直播",) if live else (),
        buyer_note=rng.choice(BUYER_NOTES) if rng.random() < 0.14 else None,
        seller_note=rng.choice(SELLER_NOTES) if rng.random() < 0.05 else None,
    )  # fmt: skip


def _line(rng: Random, article: Article, channel: str, no: int) -> OrderLine:
    qty = rng.choices((1, 2, 3), (80, 15, 5))[0]
    by_listing = channel == "douyin" and not article.sku.is_bundle
    return OrderLine(
        qty, article.sku.name, code=None if by_listing else article.sku.code,
        item_id=item_id(article) if by_listing else None, attributes=article.sku.attributes["规格"],
        source_line_no=str(no), unit_price_e4=article.price_minor * 10_000, goods_minor=article.price_minor * qty,
    )  # fmt: skip


def _messages(rng: Random, paid: OrderMessage, fate: Fate) -> tuple[tuple[datetime, OrderMessage], ...]:
    """The order's messages: what the channel says first, and what it says later."""
    change = msgspec.structs.replace
    at, placed = paid.paid_at or paid.placed_at, paid.placed_at
    unpaid = change(paid, status="pending_payment", paid_at=None, paid_minor=0, modified_at=placed)
    if fate == "unpaid":
        return ((placed, unpaid),)
    if fate == "cancelled_unpaid":
        closed_at = placed + timedelta(minutes=rng.randint(20, 45))
        gone = change(unpaid, status="cancelled", modified_at=closed_at, closed_at=closed_at, close_reason="超时未付款")
        return (placed, unpaid), (closed_at, gone)
    if fate == "paid_later":
        paid_at = placed + timedelta(minutes=rng.randint(4, 25))
        return (placed, unpaid), (paid_at, change(paid, paid_at=paid_at, modified_at=paid_at))
    if fate in ("refunded", "recalled"):
        hours = rng.uniform(0.3, 6) if fate == "refunded" else rng.uniform(30, 60)
        closed_at = at + timedelta(hours=hours)
        reason = rng.choice(("不想要了", "拍错规格", "地址填错重拍"))
        return (at, paid), (closed_at, change(paid, status="closed", modified_at=closed_at, closed_at=closed_at,
                                              refunded_minor=paid.paid_minor or 0, close_reason=reason))  # fmt: skip
    if fate == "presale":
        deposit = (paid.total_minor or 0) // 10
        return ((at, change(paid, status="deposit_paid", paid_minor=deposit, tags=(*paid.tags, "预售"))),)
    if fate == "locked":
        return ((at, change(paid, status="locked")),)
    return ((at, _odd(paid, fate)),)


def _odd(paid: OrderMessage, fate: Fate) -> OrderMessage:
    """A paid order with what makes it wait for a person."""
    change = msgspec.structs.replace
    if fate == "no_phone":
        return change(paid, receiver=change(paid.receiver, phone=None))
    if fate == "vague":
        known = paid.receiver
        return change(
            paid, receiver=Receiver(name=known.name, phone=known.phone, province=known.province, detail="村口小卖部")
        )
    if fate == "not_listed":
        lip = OrderLine(
            1, NOT_LISTED[1], item_id=NOT_LISTED[0], source_line_no="9", unit_price_e4=59_000_000, goods_minor=5_900
        )
        more = (paid.total_minor or 0) + 5_900
        return change(paid, lines=(*paid.lines, lip), total_minor=more, paid_minor=more)
    if fate == "amounts":
        return change(paid, total_minor=(paid.total_minor or 0) + 300, tags=(*paid.tags, "amount.mismatch"))
    if fate == "unreadable":
        # A shop's own program that sends a currency that is none: intake refuses it, the quarantine keeps it.
        return change(paid, currency="RMB¥")
    if fate == "merged":
        return change(paid, tags=(*paid.tags, "quantity.merged"))
    return paid


def without_future(plan: Plan, now: datetime) -> Plan:
    """The plan with what the channel has said until now."""
    return replace(plan, messages=tuple(one for one in plan.messages if one[0] <= now))
