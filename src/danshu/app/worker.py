"""The worker process: lanes of the journey, bulk actions, imports, and small regular jobs."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import os
import signal
import socket
from datetime import timedelta
from typing import TYPE_CHECKING

from danshu.app.config import Config
from danshu.app.process import collect_seldom
from danshu.db.pool import connect
from danshu.db.unit_of_work import transaction
from danshu.desks.importing.jobs import run_waiting
from danshu.domain.orders.jobs import match_held
from danshu.domain.orders.store import fold_counts
from danshu.ground.accounts.store import forget_old
from danshu.ground.actions.api import forget_old as forget_keys
from danshu.ground.vault.rules import Vault
from danshu.ground.vault.store import load_master_key
from danshu.insight.rollups.store import fold as fold_rollups
from danshu.kernel.clock import SystemClock
from danshu.pipeline import actions, store
from danshu.pipeline.passes import House
from danshu.pipeline.runner import RETRY_ERRORS, Lane, run_lane

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from danshu.db.pool import Connection

log = logging.getLogger("danshu.worker")
# Two lanes on one worker: while PostgreSQL writes one batch, Python reads the next.
LANES = 2
_BEAT_SECONDS = 5.0
_OUTCOMES_KEPT = timedelta(hours=1)
_FAULT_SECONDS = 10.0
# Chores that may wait run every so many heartbeats.
_SELDOM_BEATS = 12


async def work(url: str, house: House, stop: asyncio.Event) -> None:
    """Works until `stop` is set, then ends each batch that is under way."""

    async def connection() -> Connection:
        return await connect(url)

    lanes = [Lane(house) for _ in range(LANES)]
    async with asyncio.TaskGroup() as group:
        for lane in lanes:
            group.create_task(run_lane(lane, connection, stop))
        group.create_task(_loop("actions", connection, stop, lambda c: actions.run_batch(c, house), idle_seconds=0.3))
        group.create_task(_loop("imports", connection, stop, lambda c: run_waiting(c, house), idle_seconds=0.5))
        group.create_task(
            _loop("chores", connection, stop, lambda c: _chores(c, house, lanes), idle_seconds=_BEAT_SECONDS)
        )


async def _loop(
    name: str, connection: Callable[[], Awaitable[Connection]], stop: asyncio.Event,
    step: Callable[[Connection], Awaitable[bool]], *, idle_seconds: float,
) -> None:  # fmt: skip
    """Calls `step` again at once while it finds work, else after a pause; waits when the database is away."""
    while not stop.is_set():
        try:
            async with await connection() as open_connection:
                while not stop.is_set():
                    if not await step(open_connection):
                        await _pause(stop, idle_seconds)
        except RETRY_ERRORS as error:
            log.warning("%s: the database is away (%s)", name, type(error).__name__)
            await _pause(stop, 2.0)
        except Exception:
            # One loop's fault must not end the lanes; it is logged with its trace, and tried again later.
            log.exception("%s failed; next try in %.0f s", name, _FAULT_SECONDS)
            await _pause(stop, _FAULT_SECONDS)


async def _chores(connection: Connection, house: House, lanes: list[Lane]) -> bool:
    """Heartbeat, folding of counters, and forgetting what is old."""
    now = house.clock.now()
    async with transaction(connection) as unit:
        handled = sum(lane.handled for lane in lanes)
        await store.beat(unit, f"{socket.gethostname()}:{os.getpid()}", _STARTED_AT, now, handled)
        await fold_counts(unit)
        await store.forget_outcomes(unit, now - _OUTCOMES_KEPT)
        await fold_rollups(unit)
    async with transaction(connection) as unit:
        await match_held(unit, now)
    if next(_beats) % _SELDOM_BEATS == 0:
        async with transaction(connection) as unit:
            await forget_old(unit, now)
            await forget_keys(unit, now)
    return False


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


_STARTED_AT = SystemClock().now()
_beats = itertools.count()


def main() -> None:
    """`python -m danshu.app.worker`: reads its configuration from the environment, ends on SIGTERM or SIGINT."""
    collect_seldom()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    config = Config.from_environment()
    if config.database_url is None:
        raise SystemExit("DANSHU_DATABASE_URL is not set: start the worker by `danshu up`, or give it a database.")
    house = House(Vault(load_master_key(config.data_dir)), SystemClock())
    stop = asyncio.Event()

    async def run() -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(NotImplementedError):  # Windows has no loop signal handlers; Ctrl-C ends it there.
                loop.add_signal_handler(number, stop.set)
        assert config.database_url is not None
        await work(config.database_url, house, stop)

    asyncio.run(run())


if __name__ == "__main__":
    main()
