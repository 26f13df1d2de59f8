"""The runner's own memory: paused stages, outcomes of the last batches, heartbeats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.db.sql import SqlFolder
from danshu.db.unit_of_work import Table, UnitOfWork

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

SQL = SqlFolder(__name__)
OUTCOME = Table("stage_outcome", (("stage", "text"), ("at", "timestamptz"), ("handled", "int4"), ("poisoned", "int4")))


async def paused_stages(work: UnitOfWork) -> dict[str, str]:
    """Paused stage -> why."""
    return {row[0]: row[1] for row in await work.fetch(SQL.paused_stages)}


def note_handled(work: UnitOfWork, handled: Mapping[str, int], at: datetime) -> None:
    """Keeps how many orders each stage handled in this batch."""
    work.insert(OUTCOME, [(stage, at, count, 0) for stage, count in sorted(handled.items())])


def note_poisoned(work: UnitOfWork, stage: str, at: datetime) -> None:
    work.insert(OUTCOME, [(stage, at, 1, 1)])


async def recent_outcomes(work: UnitOfWork, stage: str, handled_max: int) -> tuple[int, int]:
    """(handled, poisoned) of the stage's last batches, up to about `handled_max` orders."""
    rows = await work.fetch(SQL.recent_outcomes, stage=stage, handled_max=handled_max)
    return int(rows[0][0]), int(rows[0][1])


async def pause(work: UnitOfWork, stage: str, reason: str, at: datetime) -> None:
    await work.run(SQL.pause_stage, stage=stage, reason=reason, at=at)


async def resume(work: UnitOfWork, stage: str, at: datetime) -> bool:
    """Lets a paused stage go on, with a clean slate. Gives whether it was paused."""
    await work.run(SQL.forget_outcomes, stage=stage, until=at)
    return await work.run(SQL.resume_stage, stage=stage) > 0


async def forget_outcomes(work: UnitOfWork, until: datetime) -> None:
    await work.run(SQL.forget_outcomes, stage=None, until=until)


async def beat(work: UnitOfWork, worker: str, started_at: datetime, at: datetime, handled: int) -> None:
    await work.run(SQL.beat, worker=worker, started_at=started_at, at=at, handled=handled)
