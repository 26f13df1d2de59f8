"""Routes of shops."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from pydantic import Field

from danshu.db.unit_of_work import UnitOfWork
from danshu.domain.shops import store
from danshu.domain.shops.model import Shop
from danshu.ground.accounts.api import AuditTrail, Caller, Now, Reads, Writes, require
from danshu.ground.contract.api import (
    COMMON_PROBLEMS,
    Code,
    IdOut,
    Input,
    Line,
    Moment,
    Output,
    PathId,
    Text,
    not_found,
    problems,
)
from danshu.ground.settings import store as settings
from danshu.ground.settings.api import check_zone
from danshu.kernel.errors import DanshuError
from danshu.sdk.registry import channels

router = APIRouter(prefix="/v1/shops", tags=["setup"], responses=COMMON_PROBLEMS)

Manager = Annotated[Caller, require("setup.manage")]
Reader = Annotated[Caller, require("orders.read", "stock.read", "setup.manage", "imports.run")]
ReserveAt = Literal["placed", "paid", "review"]
Abbr = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{0,5}$")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
UnpaidMinutes = Annotated[int, Field(ge=5, le=1440)]
Zone = Annotated[Text, Field(max_length=60)]


class ShopOut(Output):
    id: IdOut
    code: str
    name: str
    channel: str
    abbr: str
    currency: str
    zone: str
    reserve_at: ReserveAt
    owns_payment: bool
    unpaid_minutes: int
    active: bool
    orders_today: int
    last_order_at: Moment | None


class ShopPage(Output):
    items: list[ShopOut]
    next_cursor: None = None


class ShopNew(Input):
    """`abbr` are the first letters of the shop's order numbers."""

    code: Code
    name: Line
    channel: Code
    abbr: Abbr
    currency: Currency = "CNY"
    zone: Zone = "Asia/Shanghai"
    reserve_at: ReserveAt = "placed"
    owns_payment: bool = False
    unpaid_minutes: UnpaidMinutes = 30
    active: bool = True


class ShopChange(Input):
    """What is left out, or null, stays. Code, channel and currency may be sent along, but not changed."""

    code: Code | None = None
    channel: Code | None = None
    currency: Currency | None = None
    name: Line | None = None
    abbr: Abbr | None = None
    zone: Zone | None = None
    reserve_at: ReserveAt | None = None
    owns_payment: bool | None = None
    unpaid_minutes: UnpaidMinutes | None = None
    active: bool | None = None


@router.get("", response_model=ShopPage)
async def list_shops(caller: Reader, work: Reads, now: Now) -> ShopPage:
    """All shops with today's orders; the day is the merchant's."""
    activity = await _activity(work, now)
    return ShopPage(items=[_out(shop, activity) for shop in (await store.read_all(work)).values()])


@router.post("", response_model=ShopOut, status_code=201, responses=problems(409))
async def create_shop(body: ShopNew, caller: Manager, work: Writes, now: Now, trail: AuditTrail) -> ShopOut:
    """A new shop."""
    if body.channel not in channels():
        raise DanshuError(
            "shops.unknown_channel",
            f"There is no channel {body.channel}.",
            "See the channels at GET /v1/meta.",
            status=422,
        )
    check_zone(body.zone)
    shop = Shop(0, **body.model_dump())
    shop_id = await store.create(work, shop, now)
    if shop_id is None:
        raise DanshuError(
            "shops.code_taken", f"There is a shop {body.code} already.", "Choose another code.", status=409
        )
    await trail.note(work, caller, "shop.created", f"shop:{shop_id}", **body.model_dump())
    return _out(replace(shop, id=shop_id), {})


@router.patch("/{id}", response_model=ShopOut, responses=problems(404, 409))
async def change_shop(
    id: PathId, body: ShopChange, caller: Manager, work: Writes, now: Now, trail: AuditTrail
) -> ShopOut:
    """Changes a shop; orders that are there keep what was decided for them."""
    shop = await store.lock(work, id)
    if shop is None:
        raise not_found("shop", id)
    changes = body.model_dump(exclude_unset=True, exclude_none=True)
    for field in ("code", "channel", "currency"):
        if field in changes and changes[field] != getattr(shop, field):
            raise DanshuError(
                "shops.fixed_field",
                f"The {field} of shop {shop.code} can't be changed, because its orders rely on it.",
                "Make a new shop.",
                status=409,
            )
    if "zone" in changes:
        check_zone(changes["zone"])
    after = replace(shop, **changes)
    await store.update(work, after)
    await trail.note(work, caller, "shop.changed", f"shop:{id}", **changes)
    return _out(after, await _activity(work, now))


async def _activity(work: UnitOfWork, now: datetime) -> dict[int, tuple[int, datetime]]:
    zone = ZoneInfo((await settings.read_all(work))["merchant.zone"])
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return await store.read_activity(work, midnight)


def _out(shop: Shop, activity: dict[int, tuple[int, datetime]]) -> ShopOut:
    orders_today, last_order_at = activity.get(shop.id, (0, None))
    return ShopOut(
        id=shop.id, code=shop.code, name=shop.name, channel=shop.channel, abbr=shop.abbr, currency=shop.currency,
        zone=shop.zone, reserve_at=shop.reserve_at, owns_payment=shop.owns_payment,
        unpaid_minutes=shop.unpaid_minutes, active=shop.active, orders_today=orders_today, last_order_at=last_order_at,
    )  # fmt: skip
