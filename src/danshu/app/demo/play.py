"""Plays ten days of the demo merchant with a clock of its own: messages come in, people pick, ship, hold and note."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from danshu.app.config import Config
from danshu.app.demo import files, merchant, setup
from danshu.app.demo.orders import make_plans, without_future
from danshu.app.demo.warehouse import Floor
from danshu.db.pool import connect
from danshu.db.unit_of_work import transaction
from danshu.desks.importing import store as importing
from danshu.desks.importing.jobs import plan_job, read_job
from danshu.domain.inbox.model import Incoming
from danshu.domain.orders import store as orders_store
from danshu.domain.shops import store as shops
from danshu.ground.vault.rules import Vault
from danshu.ground.vault.store import load_master_key
from danshu.kernel.clock import FakeClock
from danshu.pipeline import passes
from danshu.pipeline.passes import House
from danshu.sdk.registry import formats
from danshu.stages.intake.rules import encode_message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.app.demo.merchant import Article
    from danshu.app.demo.orders import Plan
    from danshu.app.demo.setup import World
    from danshu.db.pool import Connection
    from danshu.sdk.orders import OrderMessage

SEED = 20_260_601
ORDERS = 620
_DAYS = 10
_STEP = timedelta(hours=2)
_LAST_STEPS = (timedelta(minutes=30), timedelta(minutes=10), timedelta(minutes=4), timedelta())
_ZONE = ZoneInfo("Asia/Shanghai")


def load(url: str, *, master_key: bytes | None = None, now: datetime | None = None) -> str | None:
    """Fills an empty database; None, and nothing done, when there are shops already. All in one transaction.

    Gives the line that tells a person how to log in. The key is that of the environment's data folder.
    """
    key = master_key or load_master_key(Config.from_environment().data_dir)
    return asyncio.run(_load(url, key, now or datetime.now(UTC)))


async def _load(url: str, key: bytes, now: datetime) -> str | None:
    rng = Random(SEED)  # noqa: S311 - a story, not a secret
    articles = merchant.articles()
    start = now - timedelta(days=_DAYS)
    clock = FakeClock(start)
    house = House(Vault(key), clock)
    async with await connect(url) as connection, connection.transaction():
        async with transaction(connection) as work:
            if await shops.read_all(work):
                return None
            world = await setup.set_up(work, articles, start)
        async with transaction(connection) as work:
            await setup.stock_up(work, house, world, articles, rng)
        with tempfile.TemporaryDirectory() as folder:
            play = Play(connection, house, clock, world, rng, now, Path(folder))
            await play.import_history(articles)
            await play.run(make_plans(rng, articles, start, now, ORDERS), articles)
        async with transaction(connection) as work:
            await orders_store.fold_counts(work)
    return f"演示数据已就绪，登录名 {setup.LOGIN}，密码 {setup.PASSWORD}  (demo data: {setup.LOGIN} / {setup.PASSWORD})"


@dataclass(slots=True)
class Play:
    """The stage on which the ten days pass."""

    connection: Connection
    house: House
    clock: FakeClock
    world: World
    rng: Random
    now: datetime
    folder: Path
    floor: Floor = field(init=False)

    def __post_init__(self) -> None:
        self.floor = Floor(self.house, self.world, self.rng)

    async def run(self, plans: Sequence[Plan], articles: Sequence[Article]) -> None:
        """Step by step until now: what has come in by then, what is due, what people have got round to."""
        told = [
            (at, plan, message)
            for plan in (without_future(p, self.now) for p in plans)
            for at, message in plan.messages
        ]
        told.sort(key=lambda one: one[0])
        typed = restocked = False
        for until in self._steps():
            self.clock.advance(until - self.clock.now())
            while told:
                batch = [one for one in told[:200] if one[0] <= until]
                if not batch:
                    break
                del told[: len(batch)]
                await self._take_in([(plan, message) for _, plan, message in batch])
            await passes.wake(self.connection, self.house)
            await self._due()
            await self.floor.work(self.connection, until, until.astimezone(_ZONE).hour)
            if not restocked and until > self.now - timedelta(days=3):
                restocked = True
                await self._restock()
            if not typed and until > self.now - timedelta(hours=4):
                typed = True
                await self._import_typed(articles)

    def _steps(self) -> list[datetime]:
        steps, at = [], self.clock.now()
        while at + _STEP < self.now:
            at += _STEP
            steps.append(at)
        return [*steps, *(self.now - before for before in _LAST_STEPS if self.now - before > at)]

    async def _take_in(self, told: Sequence[tuple[Plan, OrderMessage]]) -> None:
        async with transaction(self.connection) as work:
            ids = await self.house.ids.take(work, len(told))
            at = self.clock.now()
            seal = self.house.vault.seal
            incoming = [
                Incoming(
                    message_id, self.world.shops[plan.shop_code], message.source_no, at, "api", False,
                    seal(encode_message(message)), len(message.lines),
                )
                for message_id, (plan, message) in zip(ids, told, strict=True)
            ]  # fmt: skip
            done = await passes.pass_messages(work, self.house, incoming, actor="channel")
        for position, (plan, _) in enumerate(told):
            order_id = done.outcomes[position].order_id
            if order_id is not None:
                self.floor.plans.setdefault(order_id, plan)
        self.floor.see(done.batch)

    async def _due(self) -> None:
        async with transaction(self.connection) as work:
            claimed = await orders_store.claim_due(work, at=self.clock.now(), paused=[], row_count_max=1_000)
            if claimed:
                self.floor.see(await passes.pass_orders(work, self.house, claimed, actor="system"))

    async def _restock(self) -> None:
        """A delivery that serves some of those who wait, and not all."""
        main = self.world.warehouses["HZ"]
        async with transaction(self.connection) as work:
            wanted = [(self.world.skus[code], main, qty) for code, qty in (("JH-50", 6), ("CD-18", 2))]
            await setup.receive(work, self.house, wanted, "采购到货 PO-1107")

    async def import_history(self, articles: Sequence[Article]) -> None:
        """Last month's orders of the old system."""
        path = self.folder / files.HISTORY_NAME
        files.write_history(path, self.rng, articles, self.clock.now(), 90)
        await self._import(path, "tb-main", "history")

    async def _import_typed(self, articles: Sequence[Article]) -> None:
        path = self.folder / files.TYPED_NAME
        files.write_typed(path, articles, self.clock.now())
        await self._import(path, "mini", "live")

    async def _import(self, path: Path, shop_code: str, mode: str) -> None:
        async with transaction(self.connection) as work:
            shop = (await shops.read_all(work))[self.world.shops[shop_code]]
            actor = self.world.actors["operations"]
            plan = plan_job(path, formats()["generic"], shop, mode=mode, dry_run=False, uploaded=True, actor=actor)
            job = await importing.add(work, plan, self.clock.now(), state="reading")
        await read_job(self.connection, self.house, job)
        while await passes.pass_inbox(self.connection, self.house, row_count_max=500):
            pass
        async with transaction(self.connection) as work:
            await importing.complete(work, self.clock.now())
