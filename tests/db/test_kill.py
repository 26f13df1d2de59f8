"""kill -9 of workers, and of PostgreSQL itself, in the middle of a load: nothing is lost, nothing is doubled."""

from __future__ import annotations

import base64
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random

import psycopg
import pytest

from builders.message import order_message, sold
from builders.world import MASTER_KEY, World, open_world
from danshu.db.embedded import EmbeddedPostgres
from danshu.db.migrate import migrate

MESSAGES = 4_000
KILLS = 4
_DEADLINE_SECONDS = 120
_LEFT = "SELECT count(*) FROM inbox"
_OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()"


def start_worker(url: str) -> subprocess.Popen[bytes]:
    """The real worker as a process of its own."""
    key = base64.b64encode(MASTER_KEY).decode()
    environment = {**os.environ, "DANSHU_DATABASE_URL": url, "DANSHU_MASTER_KEY": key}
    return subprocess.Popen([sys.executable, "-m", "danshu.app.worker"], env=environment)


def until(url: str, query: str, fits: Callable[[int], bool]) -> int:
    """The first number for which the query fits; asks again and again, with a deadline for a house that hangs."""
    deadline = time.monotonic() + _DEADLINE_SECONDS
    with psycopg.connect(url, autocommit=True) as connection:
        while True:
            row = connection.execute(query.encode()).fetchone()
            assert row is not None
            if fits(row[0]):
                return int(row[0])
            assert time.monotonic() < deadline, f"{query} is still {row[0]}"
            connection.execute("SELECT pg_sleep(0.02)")


def _below(limit: float, count: int) -> bool:
    return count < limit


async def load(world: World) -> None:
    """Twice as many messages as orders: each comes as unpaid and as paid, far apart, in no order."""
    await world.stock("A", MESSAGES)
    await world.stock("B", MESSAGES)
    random = Random(1)
    numbers = range(MESSAGES // 2)
    messages = [
        order_message(str(n), status, sold("A"), sold("SET")) for n in numbers for status in ("pending_payment", "paid")
    ]
    random.shuffle(messages)
    await world.put(*messages)


async def assert_all_there(world: World) -> None:
    orders = MESSAGES // 2
    assert await world.one("SELECT count(*) FROM order_source") == orders
    assert await world.one("SELECT count(*) FROM orders") == orders
    assert await world.one("SELECT count(*) FROM orders WHERE stage = 'shipping' AND payment = 'paid'") == orders
    assert await world.rows("SELECT sku_id, to_ship_qty FROM stock_pool ORDER BY 1") == [(1, 3 * orders), (2, orders)]
    assert await world.one("SELECT count(*) FROM quarantine") == 0
    assert await world.broken() == {}


async def test_workers_killed_at_random_lose_and_double_nothing(database_url: str) -> None:
    async with open_world(database_url, start=datetime.now(UTC)) as world:
        await world.stock("A", 3 * MESSAGES)
        await load(world)
        workers = [start_worker(database_url) for _ in range(2)]
        try:
            left = []
            for kill in range(KILLS):
                left += [until(database_url, _LEFT, partial(_below, MESSAGES * (1 - (kill + 1) / (KILLS + 2))))]
                workers[kill % 2].send_signal(signal.SIGKILL)
                workers[kill % 2].wait()
                workers[kill % 2] = start_worker(database_url)
            assert left[0] > 0, "at least the first one died at work"
            until(database_url, _LEFT, lambda count: count == 0)
        finally:
            for worker in workers:
                worker.kill()
                worker.wait()
        # The backends of a killed process end once they find nobody to answer.
        until(database_url, _OTHERS, lambda others: others == 0)
    async with open_world(database_url, start=datetime.now(UTC), is_new=False) as world:
        await world.drain()
        await assert_all_there(world)


@pytest.fixture
def durable_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    folder = Path(tempfile.mkdtemp(prefix="danshu-kill-"))
    folder.chmod(0o755)
    server = EmbeddedPostgres(folder / "data")
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
async def test_a_database_killed_in_a_load_comes_back_whole(durable_server: EmbeddedPostgres) -> None:
    url = durable_server.url_of("danshu")
    migrate(url)
    async with open_world(url, start=datetime.now(UTC)) as world:
        await world.stock("A", 3 * MESSAGES)
        await load(world)
    worker = start_worker(url)
    try:
        for kill in range(2):
            until(url, _LEFT, partial(_below, MESSAGES * (1 - (kill + 1) / 4)))
            with psycopg.connect(url) as connection:
                backend = connection.info.backend_pid
            postmaster = int((durable_server.cluster / "postmaster.pid").read_text().split()[0])
            assert backend != postmaster
            os.kill(postmaster, signal.SIGKILL)
            with suppress(ProcessLookupError):
                os.kill(backend, signal.SIGKILL)
            durable_server.restart()
        until(url, _LEFT, lambda left: left == 0)
        assert worker.poll() is None, "the worker lives through a restart of its database"
    finally:
        worker.kill()
        worker.wait()
    async with open_world(url, start=datetime.now(UTC), is_new=False) as world:
        await world.drain()
        await assert_all_there(world)
