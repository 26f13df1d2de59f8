"""Imports in the database: the job, its row faults, and the sums that the journey made of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from danshu.db.sql import SqlFolder
from danshu.db.unit_of_work import Table, UnitOfWork
from danshu.desks.importing.model import Job, Made, NewJob, RowFault

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from danshu.kernel.errors import DanshuError

SQL = SqlFolder(__name__)
ERROR = Table(
    "import_error",
    (("import_id", "int8"), ("position", "int4"), ("row_no", "int4"), ("column_name", "text"), ("value", "text"),
     ("severity", "text"), ("code", "text"), ("what_zh", "text"), ("what_en", "text"), ("mend_zh", "text"),
     ("mend_en", "text")),
)  # fmt: skip
FAULTS_KEPT_MAX = 10_000
"""A file of the wrong kind has a fault in every row; beyond these, the rows themselves are in quarantine."""


async def add(work: UnitOfWork, new: NewJob, at: datetime, *, state: str = "waiting") -> Job:
    rows = await work.fetch(
        SQL.insert_job,
        file_name=new.file_name,
        file_hash=new.file_hash,
        file_path=new.file_path,
        format=new.format,
        shop_id=new.shop_id,
        history=new.history,
        dry_run=new.dry_run,
        bytes_total=new.bytes_total,
        uploaded=new.uploaded,
        actor=new.actor,
        state=state,
        at=at,
    )
    return Job(*rows[0])


async def take(work: UnitOfWork, *, at: datetime, stale_before: datetime) -> Job | None:
    """The oldest job that waits, or whose reader has given no sign since `stale_before`; its reading is ours now."""
    rows = await work.fetch(SQL.take_job, at=at, stale_before=stale_before)
    return Job(*rows[0]) if rows else None


async def take_again(work: UnitOfWork, new: NewJob, *, at: datetime, stale_before: datetime) -> Job | None:
    """The unfinished job of the same file, shop and mode, left by a reader that is gone."""
    rows = await work.fetch(
        SQL.take_job_again,
        file_hash=new.file_hash,
        format=new.format,
        shop_id=new.shop_id,
        history=new.history,
        file_path=new.file_path,
        at=at,
        stale_before=stale_before,
    )
    return Job(*rows[0]) if rows else None


async def read(work: UnitOfWork, job_id: int) -> Job | None:
    rows = await work.fetch(SQL.read_jobs, id=job_id, before=None, row_count_max=1)
    return Job(*rows[0]) if rows else None


async def read_list(work: UnitOfWork, *, before: int | None, row_count_max: int) -> list[Job]:
    """Jobs with an id below `before`, newest first."""
    rows = await work.fetch(SQL.read_jobs, id=None, before=before, row_count_max=row_count_max)
    return [Job(*row) for row in rows]


async def advance(work: UnitOfWork, job: Job, after: Job, at: datetime) -> bool:
    """Moves the job from `job` to `after`. Gives False when another reader has moved it meanwhile."""
    return bool(
        await work.run(
            SQL.advance_job,
            id=job.id,
            known_groups=job.messages + job.refusals,
            messages=after.messages,
            refusals=after.refusals,
            lines_read=after.lines_read,
            lines_refused=after.lines_refused,
            warnings=after.warnings,
            errors=after.errors,
            bytes_read=after.bytes_read,
            state=after.state,
            at=at,
        )
    )


async def beat(work: UnitOfWork, job_id: int, bytes_read: int, at: datetime) -> None:
    """A sign of life while a file is read that gives its first orders late."""
    await work.run(SQL.beat_job, id=job_id, bytes_read=bytes_read, at=at)


async def fail(work: UnitOfWork, job_id: int, error: DanshuError, at: datetime) -> None:
    text = json.dumps({"code": error.code, "what": error.what, "mend": error.mend}, ensure_ascii=False)
    await work.run(SQL.fail_job, id=job_id, error=text, at=at)


async def complete(work: UnitOfWork, at: datetime) -> list[tuple[int, str | None]]:
    """Marks jobs done whose every message has passed. Gives their ids and the uploaded files that are left of them."""
    return [(row[0], row[1]) for row in await work.fetch(SQL.complete_jobs, at=at)]


async def sum_tallies(work: UnitOfWork, job_ids: Sequence[int]) -> dict[int, Made]:
    rows = await work.fetch(SQL.sum_tallies, import_ids=list(job_ids))
    return {row[0]: Made(*row[1:]) for row in rows}


def add_faults(work: UnitOfWork, job_id: int, faults: Sequence[RowFault]) -> None:
    work.insert(
        ERROR,
        [
            (job_id, f.position, f.row_no, f.column, f.value, f.severity, f.code, f.what_zh, f.what_en, f.mend_zh,
             f.mend_en)
            for f in faults
            if f.position < FAULTS_KEPT_MAX
        ],
    )  # fmt: skip


async def read_faults(work: UnitOfWork, job_id: int, *, after: int, row_count_max: int) -> list[RowFault]:
    """Faults with a position above `after`, in the order of the file."""
    rows = await work.fetch(SQL.read_faults, import_id=job_id, after=after, row_count_max=row_count_max)
    return [RowFault(*row) for row in rows]


async def read_actor_names(work: UnitOfWork, actors: Sequence[str]) -> dict[str, str | None]:
    return {row[0]: row[1] for row in await work.fetch(SQL.read_actor_names, actors=sorted(set(actors)))}


async def find_known(work: UnitOfWork, shop_id: int, orders: Sequence[str], credits: Sequence[str]) -> set[str]:
    """Which of these numbers of a shop are stored: orders by their number, credits by theirs."""
    rows = await work.fetch(SQL.find_known, shop_id=shop_id, orders=list(orders), credits=list(credits))
    return {row[0] for row in rows}


async def tell(work: UnitOfWork, job_id: int) -> None:
    """Tells open pages that the import has moved on."""
    await work.run(SQL.notify_import, payload=json.dumps({"import": str(job_id)}))
