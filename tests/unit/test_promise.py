"""Promise times count working days of the merchant's calendar, in the merchant's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from danshu.domain.network.model import Calendar, PromiseZone
from danshu.stages.promise.rules import promise_at, zone_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAILY = Calendar()
WEEKDAYS = Calendar(workdays="1111100")
YRD = PromiseZone("yrd", "", "", 48, frozenset({"浙江省", "上海市"}))
REST = PromiseZone("cn", "", "", 72, frozenset())
FAR = PromiseZone("far", "", "", 120, frozenset({"西藏自治区"}))


def local(day: int, hour: int, minute: int = 0, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=zone)


@pytest.mark.parametrize(
    ("paid", "calendar", "due"),
    [
        (local(4, 17, 59), DAILY, local(6, 17, 59)),
        (local(4, 18, 0), DAILY, local(7, 0)),
        (local(5, 10), WEEKDAYS, local(9, 10)),
        (local(6, 19), WEEKDAYS, local(11, 0)),
        (local(7, 9), WEEKDAYS, local(11, 0)),
        (local(4, 10), Calendar(days={date(2026, 3, 5): False}), local(7, 10)),
        (local(6, 10), Calendar(workdays="1111100", days={date(2026, 3, 7): True}), local(9, 10)),
        (local(4, 10), Calendar(cutoff="09:00"), local(7, 0)),
    ],
    ids=["before cut-off", "at cut-off", "over a weekend", "Friday evening", "Saturday", "holiday", "extra workday", "early cut-off"],
)  # fmt: skip
def test_48_hours(paid: datetime, calendar: Calendar, due: datetime) -> None:
    assert promise_at(paid.astimezone(UTC), 48, calendar) == due


def test_the_day_of_another_zone_decides_there() -> None:
    calendar = Calendar(workdays="1111100", zone="America/New_York")
    friday_evening_there = datetime(2026, 3, 7, 0, 30, tzinfo=UTC)
    # The clocks go forward on Sunday 8 March: Monday and Tuesday have 24 hours each.
    due = promise_at(friday_evening_there, 48, calendar)
    assert due == datetime(2026, 3, 11, 0, 0, tzinfo=ZoneInfo("America/New_York"))


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.integers(1, 2000),
    st.text("01", min_size=7, max_size=7).filter(lambda days: "1" in days), st.times(),
)  # fmt: skip
@example(datetime(2026, 3, 4), 2000, "1000000", time(18))
def test_a_promise_counts_every_working_hour_once(paid: datetime, hours: int, workdays: str, cutoff: time) -> None:
    calendar = Calendar(workdays=workdays, cutoff=f"{cutoff:%H:%M}")
    at = paid.replace(tzinfo=UTC)
    due = promise_at(at, hours, calendar)
    start = at.astimezone(SHANGHAI)
    if not calendar.works(start.date()) or start.time() >= time.fromisoformat(calendar.cutoff):
        start = datetime.combine(start.date() + timedelta(days=1), time(), SHANGHAI)
    counted, moment = timedelta(), start
    while moment < due:
        midnight = datetime.combine(moment.date() + timedelta(days=1), time(), SHANGHAI)
        end = min(midnight, due.astimezone(SHANGHAI))
        if calendar.works(moment.date()):
            counted += end - moment
        moment = midnight
    assert counted == timedelta(hours=hours)
    assert promise_at(at, hours + 1, calendar) > due


def test_the_zone_that_names_the_province_wins_else_the_first_without_names() -> None:
    assert zone_of("浙江省", (REST, YRD, FAR)) is YRD
    assert zone_of("西藏自治区", (REST, YRD, FAR)) is FAR
    assert zone_of("广东省", (YRD, REST, FAR)) is REST
    assert zone_of(None, (YRD, REST)) is REST
    assert zone_of("广东省", (YRD, FAR)) is None
