"""A clock that a test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from builders.message import NOON


class TickingClock:
    """Stands still between two passes but never tells the same time twice, as a real clock."""

    def __init__(self, start: datetime = NOON) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        self._now += timedelta(microseconds=1)
        return self._now

    def advance(self, **by: float) -> None:
        self._now += timedelta(**by)
