"""What the merchant sets."""

from __future__ import annotations

import zoneinfo
from typing import Annotated, Any

from fastapi import APIRouter, Body
from pydantic import Field

from danshu.ground.accounts.api import AuditTrail, Caller, Now, Reads, Writes, require
from danshu.ground.contract.api import COMMON_PROBLEMS, Output, Text
from danshu.ground.settings import store
from danshu.ground.settings.model import SETTINGS
from danshu.kernel.errors import DanshuError

router = APIRouter(prefix="/v1/settings", tags=["setup"], responses=COMMON_PROBLEMS)

SettingValue = bool | Annotated[int, Field(ge=-(2**31), lt=2**31)] | Annotated[Text, Field(max_length=500)]
SettingValues = Annotated[dict[Annotated[Text, Field(max_length=100)], SettingValue], Body(min_length=1, max_length=50)]
Manager = Annotated[Caller, require("setup.manage")]


class SettingOut(Output):
    key: str
    value: bool | int | str
    default: bool | int | str
    title_zh: str
    title_en: str
    pattern: str | None
    low: int | None
    high: int | None


class SettingPage(Output):
    items: list[SettingOut]
    next_cursor: None = None


@router.get("", response_model=SettingPage)
async def list_settings(caller: Manager, work: Reads) -> SettingPage:
    """Every setting with its value, its default and its bounds."""
    return _page(await store.read_all(work))


@router.patch("", response_model=SettingPage)
async def change_settings(
    body: SettingValues, caller: Manager, work: Writes, now: Now, trail: AuditTrail
) -> SettingPage:
    """Sets the named ones; the others stay."""
    for key, value in body.items():
        store.check(key, value)
    check_zone(body.get("merchant.zone", "UTC"))
    await store.write(work, dict(body), at=now, actor=caller.actor)
    await trail.note(work, caller, "settings.changed", "settings", values=dict(body))
    return _page(await store.read_all(work))


def check_zone(name: object) -> None:
    """Raises `settings.unknown_zone`."""
    if name not in zoneinfo.available_timezones():
        raise DanshuError(
            "settings.unknown_zone", f"There is no time zone {name}.", "Take one such as Asia/Shanghai.", status=422
        )


def _page(values: dict[str, Any]) -> SettingPage:
    return SettingPage(
        items=[
            SettingOut(
                key=s.key, value=values[s.key], default=s.default, title_zh=s.title_zh, title_en=s.title_en,
                pattern=s.pattern, low=s.low, high=s.high,
            )
            for s in SETTINGS
        ]
    )  # fmt: skip
