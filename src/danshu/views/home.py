"""The first screen in one request: today against earlier days, the work that waits, and what is late or held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import msgspec
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from danshu.db.sql import SqlFolder
from danshu.db.unit_of_work import UnitOfWork
from danshu.ground.accounts.api import Caller, Now, Reads, require
from danshu.ground.contract.api import COMMON_PROBLEMS, Moment
from danshu.ground.settings import store as settings
from danshu.nocode.listing import store as listing
from danshu.views.order_filter import Known, Sort, StateCode, build_query, read_filter
from danshu.views.order_page import scope_of
from danshu.views.order_words import STAGES
from danshu.views.row_models import OrderRow, ShopRef
from danshu.views.stock import SkuShort
from danshu.views.workbench import COUNT_MAX, newest_places, read_rows, tabs_of, vault_of

SQL = SqlFolder(__name__)
router = APIRouter(prefix="/v1/home", tags=["home"], responses=COMMON_PROBLEMS)
_ROWS = 5
_TREND_HOURS = 24


class DayFigures(BaseModel):
    orders: int
    paid_minor: int | None


class Today(DayFigures):
    currency: str
    yesterday_same_time: DayFigures
    last_week_same_time: DayFigures


class WorkItem(BaseModel):
    """Work that waits: `filter` opens its rows in the order list (or, for stock and quarantine, in theirs)."""

    code: str
    title_zh: str
    title_en: str
    count: int
    exact: bool
    filter: dict[str, str | list[str]]


class HourFigures(BaseModel):
    at: Moment
    orders: int
    amount_minor: int | None


class ChannelTrend(BaseModel):
    shop: ShopRef
    hours: list[HourFigures]


class Cycle(BaseModel):
    """Minutes from payment to the last unit leaving, of the last 7 days; to within 5 %."""

    p50_minutes: int | None
    p90_minutes: int | None
    goal_minutes: int


class LowStock(BaseModel):
    sku: SkuShort
    available: int
    low_stock_qty: int


class ShopHealth(BaseModel):
    shop: ShopRef
    last_order_at: Moment | None
    orders_24h: int


class StageHealth(BaseModel):
    stage: str
    waiting: int
    paused: bool
    alarm: str | None


class Runner(BaseModel):
    stages: list[StageHealth]


class HomeOut(BaseModel):
    """Callers with a scope get their own orders' states and work; sums by shop and day are null or empty for them."""

    today: Today | None
    work: list[WorkItem]
    states: dict[StateCode, int]
    channels: list[ChannelTrend]
    cycle: Cycle
    late: list[OrderRow]
    held: list[OrderRow]
    low_stock: list[LowStock]
    shops: list[ShopHealth]
    runner: Runner


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work and the filter that shows it."""

    code: str
    title_zh: str
    title_en: str
    filter: dict[str, str | list[str]]


_COUNTED = (
    Work("short", "缺货待补", "Waiting for stock", {"hold": ["stock.short"]}),
    Work("unmatched", "商品待匹配", "Items to match", {"hold": ["sku.unmatched"]}),
)
_REVIEW = Work("review", "待审核", "To review", {"state": ["in_review"]})
_LATE = Work("late", "已超时", "Late", {"overdue": "1"})
_SOON = Work("due_soon", "24 小时内到期", "Due within 24 h", {"due_within_h": "24"})
_HELD = Work("held", "锁单", "Held", {"hold": ["any"]})
_LOW = Work("low_stock", "库存预警", "Low stock", {"low": "1"})
_QUARANTINE = Work("quarantine", "隔离消息", "Quarantined", {"state": "open"})


@router.get("", response_model=HomeOut)
async def read_home(
    caller: Annotated[Caller, require("orders.read")], work: Reads, now: Now, request: Request
) -> Response:
    """What a person sees first."""
    values = await settings.read_all(work)
    figures = await _figures(work, caller, now, ZoneInfo(values["merchant.zone"]))
    tabs = await tabs_of(work, None, scope_of(caller), caller, now)
    page = {
        "today": _today(figures["days"], values["merchant.currency"]),
        "work": [
            *_tab_work(tabs, caller),
            *await _counted_work(work, caller, now, request),
            *_stock_work(figures, caller),
        ],
        "states": tabs["states"],
        "channels": figures["channels"],
        "cycle": {
            "p50_minutes": figures["p50_minutes"],
            "p90_minutes": figures["p90_minutes"],
            "goal_minutes": values["home.cycle_goal_minutes"],
        },
        "late": await _rows(work, _LATE, caller, now, request, promised=True),
        "held": await _rows(work, _HELD, caller, now, request),
        "low_stock": figures["low_stock"] if caller.may("stock.read") else [],
        "shops": figures["shops"],
        "runner": {"stages": _stages(figures)},
    }
    return Response(msgspec.json.encode(page), media_type="application/json")


def _stages(figures: dict[str, Any]) -> list[dict[str, Any]]:
    """Every stage in the order of the journey, intake first, also those where nothing waits."""
    known = {one["stage"]: one for one in figures["stages"]}
    quiet = {"waiting": 0, "paused": False, "alarm": None}
    stages = [known.get(name, {"stage": name, **quiet}) for name in ("intake", *STAGES)]
    stages[0] = {**stages[0], "waiting": figures["inbox"]}
    return stages


async def _figures(work: UnitOfWork, caller: Caller, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """Sums by day, shop and stage; days begin at midnight in the merchant's zone."""
    local = now.astimezone(zone)
    today = local.replace(hour=0, minute=0, second=0, microsecond=0)
    # Wall time, not 24 h: the days on which clocks change have 23 or 25.
    day, week = timedelta(days=1), timedelta(days=7)
    rows = await work.fetch(
        SQL.read_home,
        now=now,
        today=today,
        yesterday=today - day,
        yesterday_now=local - day,
        week=today - week,
        week_now=local - week,
        trend=now - timedelta(hours=_TREND_HOURS),
        warehouse_ids=scope_of(caller),
        money=caller.may("money.read"),
        cap=COUNT_MAX,
    )
    figures: dict[str, Any] = msgspec.json.decode(rows[0][0])
    return figures


def _today(days: dict[str, Any], currency: str) -> dict[str, Any] | None:
    if not days:
        return None
    return {
        **days["today"],
        "currency": currency,
        "yesterday_same_time": days["yesterday"],
        "last_week_same_time": days["week"],
    }


def _item(kind: Work, count: int) -> dict[str, Any]:
    return {
        "code": kind.code,
        "title_zh": kind.title_zh,
        "title_en": kind.title_en,
        "count": min(count, COUNT_MAX),
        "exact": count <= COUNT_MAX,
        "filter": kind.filter,
    }


def _tab_work(tabs: dict[str, Any], caller: Caller) -> list[dict[str, Any]]:
    items = [
        _item(_REVIEW, tabs["states"].get("in_review", 0)),
        _item(_LATE, tabs["overdue"]),
        _item(_SOON, tabs["due_soon"]),
        _item(_HELD, tabs["held"]),
    ]
    return [*items, _item(_QUARANTINE, tabs["quarantined"])] if caller.may("quarantine.manage") else items


def _stock_work(figures: dict[str, Any], caller: Caller) -> list[dict[str, Any]]:
    return [_item(_LOW, figures["low_count"])] if caller.may("stock.read") else []


async def _counted_work(work: UnitOfWork, caller: Caller, now: datetime, request: Request) -> list[dict[str, Any]]:
    items = []
    for kind in _COUNTED:
        known = Known(paid_before_placed=False)
        query = build_query(
            read_filter(kind.filter), known, scope=caller.warehouse_ids, now=now, vault=vault_of(request)
        )
        items.append(_item(kind, await listing.count(work, query, COUNT_MAX)))
    return items


async def _rows(
    work: UnitOfWork, kind: Work, caller: Caller, now: datetime, request: Request, *, promised: bool = False
) -> list[Any]:
    """The first rows of a list; of late orders those that were promised first."""
    sort: Sort = "promise" if promised else "placed"
    places = await newest_places(work, read_filter(kind.filter), caller, now, vault_of(request), _ROWS, sort)
    rows: list[Any] = msgspec.json.decode(await read_rows(work, [p.id for p in places], caller, now))["items"]
    return rows
