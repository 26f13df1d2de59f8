"""Settings: each known one with its default and what it means. An unknown key is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Setting:
    """`pattern` is a regular expression for text values; `low` and `high` bound numbers."""

    key: str
    default: Any
    title_zh: str
    title_en: str
    pattern: str | None = None
    low: int | None = None
    high: int | None = None


SETTINGS = (
    Setting("merchant.name", "我的商家", "商家名称", "Merchant name", r".{1,60}"),
    Setting("merchant.zone", "Asia/Shanghai", "时区", "Time zone", r"[A-Za-z_]+(/[A-Za-z_+\-0-9]+)*"),
    Setting("merchant.currency", "CNY", "本位币", "Currency", r"[A-Z]{3}"),
    Setting(
        "promise.workdays",
        "1111111",
        "工作日（周一起，1 为工作）",
        "Working weekdays, Monday first",
        r"(?!0{7})[01]{7}",
    ),
    Setting("promise.cutoff", "18:00", "当日截单时间", "Same-day cut-off", r"([01]\d|2[0-3]):[0-5]\d"),
    Setting("promise.default_hours", 72, "默认承诺时效（小时）", "Default promise in hours", low=1, high=2000),
    Setting("screening.need_phone", True, "无电话订单锁单审核", "Hold orders without a phone"),
    Setting("screening.need_address", True, "地址不完整锁单审核", "Hold orders with an incomplete address"),
    Setting(
        "sourcing.parcel_minor",
        600,
        "每包裹估算运费（分）",
        "Estimated freight of a parcel (minor units)",
        low=0,
        high=1_000_000,
    ),
    Setting(
        "sourcing.per_100km_minor",
        40,
        "每百公里估算运费（分）",
        "Estimated freight per 100 km (minor units)",
        low=0,
        high=100_000,
    ),
    Setting(
        "sourcing.late_minor",
        2000,
        "错过承诺发货折算（分）",
        "Worth of leaving in time (minor units)",
        low=0,
        high=1_000_000,
    ),
    Setting(
        "sourcing.rank_minor",
        1000,
        "区域优先级每级折算（分）",
        "Worth of one region rank (minor units)",
        low=0,
        high=1_000_000,
    ),
    Setting("settlement.complete_days", 7, "签收后自动完成（天）", "Days from signing to completion", low=0, high=90),
    Setting(
        "home.cycle_goal_minutes", 360, "履约周期目标（分钟）", "Fulfillment cycle goal (minutes)", low=1, high=100_000
    ),
)
BY_KEY = {setting.key: setting for setting in SETTINGS}
