"""Codes and their words for the pages, from the registries that define them; and whether the house is well."""

from __future__ import annotations

import asyncio
import logging
from typing import Literal

import psycopg
from fastapi import APIRouter, Request, Response
from psycopg_pool import PoolTimeout

from danshu import __version__
from danshu.db.migrate import pending
from danshu.db.sql import SqlFolder
from danshu.db.unit_of_work import UnitOfWork
from danshu.domain.orders.model import HOLD_KINDS, STATES
from danshu.ground.accounts.api import SignedIn, public
from danshu.ground.accounts.model import PERMISSIONS
from danshu.ground.contract.api import COMMON_PROBLEMS, Output
from danshu.ground.events.model import KINDS
from danshu.sdk.couriers import COURIERS
from danshu.sdk.registry import channels, formats

log = logging.getLogger("danshu.health")
router = APIRouter(tags=["meta"])
SQL = SqlFolder("danshu.app.config")

_WORKER_SILENT_SECONDS = 60.0
_STATE_TITLES = {
    "pending_payment": ("待支付", "Pending payment"),
    "paid": ("已支付", "Paid"),
    "in_review": ("审核中", "In review"),
    "picking": ("配货中", "Picking"),
    "shipped": ("已发货", "Shipped"),
    "completed": ("已完成", "Completed"),
    "in_after_sales": ("售后中", "In after-sales"),
    "closed": ("已关闭", "Closed"),
}


class Titled(Output):
    code: str
    title_zh: str
    title_en: str


class HoldCode(Titled):
    help_zh: str
    help_en: str
    mend_action: str | None


class ChannelMeta(Titled):
    abbr: str


class FormatMeta(Titled):
    channel: str
    default_mode: Literal["history", "live"]
    required: list[str]
    known: list[str]


class Meta(Output):
    version: str
    states: list[Titled]
    hold_codes: list[HoldCode]
    channels: list[ChannelMeta]
    formats: list[FormatMeta]
    couriers: list[Titled]
    permissions: list[Titled]
    event_kinds: list[Titled]


class Health(Output):
    """`status` ok = requests are served. `worker` silent means that orders wait; unknown, that none ever ran."""

    status: Literal["ok", "unavailable"]
    database: Literal["ok", "unavailable"]
    worker: Literal["ok", "silent", "unknown"]
    migrations: Literal["current", "pending", "unknown"]


@router.get("/v1/meta", response_model=Meta, responses=COMMON_PROBLEMS)
async def read_meta(caller: SignedIn) -> Meta:
    """Codes and their words; they change with a new version only."""
    return Meta(
        version=__version__,
        states=[Titled(code=code, title_zh=_STATE_TITLES[code][0], title_en=_STATE_TITLES[code][1]) for code in STATES],
        hold_codes=[HoldCode.model_validate(kind) for kind in HOLD_KINDS],
        channels=[ChannelMeta.model_validate(channel) for channel in channels().values()],
        formats=[
            FormatMeta(
                code=one.code, title_zh=one.title_zh, title_en=one.title_en, channel=one.channel,
                default_mode=one.default_mode, required=list(one.required), known=list(one.known),
            )
            for one in formats().values()
        ],
        couriers=[Titled.model_validate(courier) for courier in COURIERS],
        permissions=[Titled.model_validate(permission) for permission in PERMISSIONS],
        event_kinds=[Titled.model_validate(kind) for kind in KINDS],
    )  # fmt: skip


@router.get(
    "/healthz",
    response_model=Health,
    responses={503: {"model": Health, "description": "Requests can't be served."}},
    openapi_extra={"security": []},
)
@public
async def read_health(request: Request, response: Response) -> Health:
    """For the launcher, a load balancer, a monitor. Tells nothing that a stranger should not know."""
    state = request.app.state
    health = Health(status="ok", database="ok", worker="unknown", migrations="current")
    try:
        if not state.migrated:
            state.migrated = not await asyncio.to_thread(pending, state.database_url)
        async with state.pool.connection(timeout=3) as connection:
            if state.migrated:
                rows = await UnitOfWork(connection).fetch(SQL.read_worker_silence, at=state.clock.now())
                silence = rows[0][0]
                if silence is not None:
                    health.worker = "ok" if silence <= _WORKER_SILENT_SECONDS else "silent"
            else:
                health.migrations = "pending"
    except (psycopg.Error, PoolTimeout) as error:
        log.warning("the database is away (%s)", type(error).__name__)
        health.database, health.migrations = "unavailable", "unknown"
    if health.database != "ok" or health.migrations != "current":
        health.status, response.status_code = "unavailable", 503
    return health
