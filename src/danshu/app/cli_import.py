"""`danshu import FILE`: reads a file into the inbox, and sees to it that its orders are stored before it ends."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

from danshu.app.config import Config
from danshu.app.process import collect_seldom
from danshu.db.pool import connect
from danshu.db.sql import SqlFolder
from danshu.db.unit_of_work import transaction
from danshu.desks.importing import store
from danshu.desks.importing.jobs import open_shop, plan_job, read_job
from danshu.desks.importing.jobs.running import STALE_AFTER, complete
from danshu.desks.importing.jobs.starting import find_format
from danshu.desks.importing.model import Made
from danshu.desks.importing.rules import result_of
from danshu.domain.shops import store as shops
from danshu.ground.vault.rules import Vault
from danshu.ground.vault.store import load_master_key
from danshu.kernel.clock import SystemClock
from danshu.kernel.errors import DanshuError
from danshu.kernel.money import format_minor
from danshu.pipeline.passes import House
from danshu.pipeline.runner import RETRY_ERRORS, Lane
from danshu.pipeline.store import paused_stages

if TYPE_CHECKING:
    from danshu.db.pool import Connection
    from danshu.desks.importing.model import Job, Result, RowFault

SQL = SqlFolder(__name__)
_WORKER_ALIVE_SECONDS = 12.0
_POLL_SECONDS = 0.2
_AWAY_SECONDS_MAX = 60.0
_FAULTS_SHOWN = 20


def run(config: Config, url: str, options: argparse.Namespace) -> int:
    """0 when lines were stored or known (or, in a dry run, would be), 1 when none were or the import failed."""
    collect_seldom()
    return asyncio.run(_run(config, url, options))


async def _run(config: Config, url: str, options: argparse.Namespace) -> int:
    house = House(Vault(load_master_key(config.data_dir)), SystemClock())
    began = time.monotonic()
    job, result, faults = await _carry_through(url, house, options, Progress(began))
    zh = options.lang != "en"
    _print_faults(faults, job, zh)
    if job.error is not None:
        print(f"danshu: {job.error['what']}\n  {job.error['mend']}", file=sys.stderr)
    _print_result(result, job, zh, time.monotonic() - began)
    if options.json:
        print(json.dumps(asdict(result), ensure_ascii=False))
    return 0 if job.error is None and result.lines_stored + result.lines_known > 0 else 1


async def _carry_through(
    url: str, house: House, options: argparse.Namespace, progress: Progress
) -> tuple[Job, Result, list[RowFault]]:
    """Imports the file, also over restarts of the database: the job knows how far it has come.

    Raises `import.database_away` when the database stays away.
    """
    job: Job | None = None
    away_since: float | None = None
    while True:
        try:
            async with await connect(url) as reading, await connect(url) as storing:
                job = await (_start(reading, house, options) if job is None else _read_again(reading, job))
                away_since = None
                job = await _read_and_store(reading, storing, house, job, progress)
                progress.end()
                return job, *(await _account(reading, job))
        except RETRY_ERRORS as error:
            away_since = away_since or time.monotonic()
            if time.monotonic() - away_since > _AWAY_SECONDS_MAX:
                raise DanshuError(
                    "import.database_away",
                    f"The database went away in the middle of the import ({type(error).__name__}).",
                    "Run the same command again: what was stored already is recognized.",
                ) from error
            print("danshu: the database is away; trying again", file=sys.stderr, flush=True)
            await asyncio.sleep(1.0)


async def _read_again(connection: Connection, job: Job) -> Job:
    async with transaction(connection) as work:
        return await store.read(work, job.id) or job


async def _start(connection: Connection, house: House, options: argparse.Namespace) -> Job:
    found = find_format(options.file, options.format)
    now = house.clock.now()
    async with transaction(connection) as work:
        shop = await open_shop(work, found, options.shop, now)
        new = plan_job(
            options.file, found, shop, mode=options.mode, dry_run=options.dry_run, uploaded=False, actor="cli"
        )
        again = None if new.dry_run else await store.take_again(work, new, at=now, stale_before=now - STALE_AFTER)
        return again or await store.add(work, new, now, state="reading")


async def _read_and_store(reading: Connection, storing: Connection, house: House, job: Job, progress: Progress) -> Job:
    """Reads the file on one connection while a lane on the other stores what is there; a running worker helps."""
    lane = Lane(house)
    task = asyncio.create_task(read_job(reading, house, job, progress.reading))
    try:
        while not task.done():
            if await _worker_is_alive(storing, house) or not await lane.step(storing):
                await asyncio.wait({task}, timeout=_POLL_SECONDS)
    finally:
        task.cancel()
        await asyncio.wait({task})
    job = task.result()
    while job.state == "reading":  # a worker has taken the reading over
        await asyncio.sleep(_POLL_SECONDS)
        job = await _read_again(reading, job)
    while job.state == "storing":
        helped = await _worker_is_alive(storing, house)
        did = 0 if helped else await lane.step(storing)
        made = await _made(storing, job)
        progress.storing(made, job.messages)
        if made >= job.messages:
            await complete(storing, house)
            break
        if not did:
            await _check_not_stuck(storing)
            await asyncio.sleep(_POLL_SECONDS)
    return job


async def _made(connection: Connection, job: Job) -> int:
    async with transaction(connection) as work:
        made = (await store.sum_tallies(work, [job.id])).get(job.id)
    return made.messages if made else 0


async def _worker_is_alive(connection: Connection, house: House) -> bool:
    async with transaction(connection) as work:
        rows = await work.fetch(SQL.read_worker_silence, at=house.clock.now())
    silence = rows[0][0]
    return silence is not None and silence < _WORKER_ALIVE_SECONDS


async def _check_not_stuck(connection: Connection) -> None:
    async with transaction(connection) as work:
        paused = await paused_stages(work)
    if "intake" in paused:
        raise DanshuError(
            "import.intake_paused",
            f"Intake is paused ({paused['intake']}); what was read waits there.",
            "See the home page, resume the stage, and the orders are stored by themselves.",
        )


async def _account(connection: Connection, job: Job) -> tuple[Result, list[RowFault]]:
    async with transaction(connection) as work:
        made = (await store.sum_tallies(work, [job.id])).get(job.id, Made())
        shop = (await shops.read_all(work))[job.shop_id]
        faults = await store.read_faults(work, job.id, after=-1, row_count_max=_FAULTS_SHOWN)
    return result_of(job, made, shop.currency), faults


class Progress:
    """One line on a terminal, written over; elsewhere a line every few seconds."""

    def __init__(self, began: float) -> None:
        self._began = began
        self._terminal = sys.stderr.isatty()
        self._last = began
        self._lines = 0

    def reading(self, lines_read: int, bytes_read: int, bytes_total: int) -> None:
        self._lines = lines_read
        self._say(f"read {lines_read:,} lines, {100 * bytes_read // max(bytes_total, 1)} %")

    def storing(self, passed: int, messages: int) -> None:
        self._say(f"stored {passed:,} of {messages:,} orders, {100 * passed // max(messages, 1)} %")

    def _say(self, text: str) -> None:
        now = time.monotonic()
        if now - self._last < (0.1 if self._terminal else 2.0):
            return
        self._last = now
        text = f"danshu: {text} ({self._lines / (now - self._began):,.0f} lines/s)"
        print(
            f"\r\x1b[K{text}" if self._terminal else text,
            end="" if self._terminal else "\n",
            file=sys.stderr,
            flush=True,
        )

    def end(self) -> None:
        if self._terminal:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _print_faults(faults: list[RowFault], job: Job, zh: bool) -> None:
    for fault in faults:
        what, mend = (fault.what_zh, fault.mend_zh) if zh else (fault.what_en, fault.mend_en)
        print(f"{what}\n    {mend}", file=sys.stderr)
    if job.errors > len(faults):
        rest = job.errors - len(faults)
        print(f"……还有 {rest:,} 条" if zh else f"... and {rest:,} more", file=sys.stderr)


def _print_result(result: Result, job: Job, zh: bool, seconds: float) -> None:
    net = f"{format_minor(result.net_minor, result.currency)} {result.currency}"
    rows = (
        ("读取行数", "lines read", f"{result.lines_read:,}"),
        ("存入行数", "lines stored", f"{result.lines_stored:,}"),
        ("新订单", "new orders", f"{result.orders:,}"),
        ("退款单", "cancellations", f"{result.cancellations:,}"),
        ("更新的订单", "orders updated", f"{result.updated:,}"),
        ("重复的订单", "duplicates", f"{result.duplicates:,}"),
        ("隔离行数", "lines in quarantine", f"{result.quarantined:,}"),
        ("净额", "net", net),
    )
    head = (
        ("试读（未存入）" if zh else "dry run, nothing was stored")
        if job.dry_run
        else ("导入完成" if zh else "imported")
    )
    rate = result.lines_read / max(seconds, 0.001)
    print(f"{job.file_name}: {head}, {seconds:.1f} s, {rate:,.0f} " + ("行/秒" if zh else "lines/s"), file=sys.stderr)
    for name_zh, name_en, value in rows:
        print(f"  {name_zh if zh else name_en}: {value}", file=sys.stderr)
