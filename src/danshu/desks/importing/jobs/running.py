"""Reads the files of jobs: the parsing in a thread, the storing portion by portion."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from danshu.db.unit_of_work import UnitOfWork, transaction
from danshu.desks.importing import store
from danshu.desks.importing.jobs.reading import FileReader, moved
from danshu.desks.importing.jobs.trying import Trial
from danshu.domain.inbox import store as inbox
from danshu.domain.inbox.model import Incoming, Quarantined
from danshu.domain.shops import store as shops
from danshu.kernel.errors import DanshuError
from danshu.sdk.registry import formats

if TYPE_CHECKING:
    from datetime import datetime

    from danshu.db.pool import Connection
    from danshu.desks.importing.jobs.reading import Portion
    from danshu.desks.importing.model import Job, Watcher
    from danshu.domain.orders.store import IdBlocks
    from danshu.ground.vault.rules import Vault
    from danshu.kernel.clock import Clock
    from danshu.sdk.files import FileFormat

log = logging.getLogger("danshu.importing")

STALE_AFTER = timedelta(seconds=15)
"""A reader gives a sign of life every second; one that has been silent for so long is gone."""
_BEAT_SECONDS = 1.0


class _TakenOverError(Exception):
    """Another reader went on with the job; this portion is rolled back."""


class House(Protocol):
    """What an import needs of the process that it runs in."""

    @property
    def vault(self) -> Vault: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def ids(self) -> IdBlocks: ...


async def run_waiting(connection: Connection, house: House) -> bool:
    """Completes jobs whose messages have all passed, and reads one file that waits. Gives whether there was one.

    A file that can't be read fails its job; a database that is away raises, and the job is resumed later.
    """
    await complete(connection, house)
    async with transaction(connection) as work:
        now = house.clock.now()
        job = await store.take(work, at=now, stale_before=now - STALE_AFTER)
    if job is None:
        return False
    await read_job(connection, house, job)
    return True


async def complete(connection: Connection, house: House) -> None:
    """Marks jobs done and deletes the uploaded files that nobody needs any more."""
    async with transaction(connection) as work:
        done = await store.complete(work, house.clock.now())
        for job_id, _ in done:
            await store.tell(work, job_id)
    for _, path in done:
        if path is not None:
            await asyncio.to_thread(Path(path).unlink, missing_ok=True)


async def read_job(connection: Connection, house: House, job: Job, watch: Watcher | None = None) -> Job:
    """Reads the file of a job that was taken, and gives the job as it stands then: `storing`, `done` or `failed`.

    When another reader has taken the job over, it is still `reading` there; nothing is stored twice.
    """
    try:
        async with transaction(connection) as work:
            shop = (await shops.read_all(work))[job.shop_id]
        path = _path_of(job)
        reader = await asyncio.to_thread(
            FileReader, path, _format_of(job), shop, live=not job.history, skip=job.messages + job.refusals,
            fault_count=job.errors,
        )  # fmt: skip
        with reader:
            trial = Trial(house.clock.now()) if job.dry_run else None
            while job.state == "reading":
                portion = await _take(connection, house, job, reader)
                job = await _store(connection, house, job, portion, trial)
                if watch is not None:
                    watch(job.lines_read, job.bytes_read, job.bytes_total)
    except _TakenOverError:
        log.warning("import %d is read by another process now", job.id)
        async with transaction(connection) as work:
            return await store.read(work, job.id) or job
    except DanshuError as error:
        log.warning("import %d fails: %s", job.id, error.code)
        async with transaction(connection) as work:
            await store.fail(work, job.id, error, house.clock.now())
            await store.tell(work, job.id)
        return replace(job, state="failed", error={"code": error.code, "what": error.what, "mend": error.mend})
    await complete(connection, house)
    if job.dry_run and job.uploaded:
        await asyncio.to_thread(path.unlink, missing_ok=True)
    return job


def _format_of(job: Job) -> FileFormat:
    found = formats().get(job.format)
    if found is None:
        raise DanshuError(
            "import.unknown_format", f"There is no file format “{job.format}” here.", "Install its connector again."
        )
    return found


def _path_of(job: Job) -> Path:
    path = Path(job.file_path or "")
    if not job.file_path or not path.is_file():
        raise DanshuError(
            "import.file_gone",
            f"The file “{job.file_name}” is no longer where it was.",
            "Import it again; what was stored already is recognized.",
        )
    return path


async def _take(connection: Connection, house: House, job: Job, reader: FileReader) -> Portion:
    """The next portion, with a sign of life every second until it is there."""
    taking = asyncio.ensure_future(asyncio.to_thread(reader.take))
    while True:
        done, _ = await asyncio.wait({taking}, timeout=_BEAT_SECONDS)
        if done:
            return taking.result()
        async with transaction(connection) as work:
            await store.beat(work, job.id, reader.progress().bytes_read, house.clock.now())
            await store.tell(work, job.id)


async def _store(connection: Connection, house: House, job: Job, portion: Portion, trial: Trial | None) -> Job:
    """Stores a portion and moves the job on, in one transaction, unless another reader has done so."""
    at = house.clock.now()
    async with transaction(connection) as work:
        after = moved(job, portion)
        if trial is not None:
            await trial.count(work, job, portion)
            after = trial.finished(work, after)
        else:
            await _put(work, house, job, portion, at)
        store.add_faults(work, job.id, portion.faults)
        if not await store.advance(work, job, after, at):
            raise _TakenOverError
        await store.tell(work, job.id)
    return after


async def _put(work: UnitOfWork, house: House, job: Job, portion: Portion, at: datetime) -> None:
    ids = iter(await house.ids.take(work, len(portion.messages) + len(portion.refusals)))
    seal = house.vault.seal
    # All messages of a job have its time, so that the inbox gives them in the order of their ids: that of the file.
    inbox.put(
        work,
        [
            Incoming(
                next(ids), job.shop_id, message.source_no, job.created_at, job.origin, job.history, seal(body), rows
            )
            for message, body, rows in portion.messages
        ],
    )
    keys = [house.vault.blind(f"rows:{job.shop_id}", group.content) for group in portion.refusals]
    known = await inbox.known_contents(work, job.shop_id, keys)
    inbox.quarantine(
        work,
        [
            Quarantined(
                next(ids), at, job.origin, job.history, job.shop_id, group.source_no, group.row_no, group.row_count,
                group.refusal, seal(group.body), 0, key,
            )
            for group, key in zip(portion.refusals, keys, strict=True)
            if key not in known
        ],
    )  # fmt: skip


def hash_file(path: Path) -> bytes:
    """16 bytes that tell whether a file is the same as an earlier one."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).digest()
