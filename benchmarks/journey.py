"""Whole journey, message to released, with orders already there; beside it the naive way."""

from __future__ import annotations

import asyncio
import gc
import os
import time

from benchmarks import naive
from benchmarks.orders_made import make_orders
from danshu.db.pool import connect
from danshu.db.unit_of_work import transaction
from danshu.domain.inbox import store as inbox
from danshu.domain.inbox.model import Incoming
from danshu.kernel.clock import SystemClock
from danshu.pipeline.passes import House
from danshu.pipeline.runner import Lane
from danshu.stages.intake.rules import encode_message

_QUEUE_BATCH = 5_000


async def fill_inbox(url: str, house: House, orders: int, seed: int) -> float:
    """Puts messages into the inbox as an import or a push would, and gives the seconds that it took."""
    made = make_orders(orders, seed=seed)
    begun = time.perf_counter()
    async with await connect(url) as connection:
        for at in range(0, orders, _QUEUE_BATCH):
            part = made[at : at + _QUEUE_BATCH]
            async with transaction(connection) as work:
                ids = await house.ids.take(work, len(part))
                now = house.clock.now()
                inbox.put(
                    work,
                    [
                        Incoming(i, shop, m.source_no, now, "bench", False, house.vault.seal(encode_message(m)))
                        for i, (shop, m) in zip(ids, part, strict=True)
                    ],
                )
    return time.perf_counter() - begun


async def drain(url: str, house: House, lanes: int) -> float:
    """Seconds until every message is an order at its warehouse."""

    async def one() -> int:
        own = House(house.vault, SystemClock())
        async with await connect(url) as connection:
            return await Lane(own).drain(connection)

    begun = time.perf_counter()
    await asyncio.gather(*[one() for _ in range(lanes)])
    return time.perf_counter() - begun


async def measure(url: str, house: House, *, orders: int = 20_000, rounds: int = 3) -> list[dict[str, object]]:
    """Rows of the report. One worker has two lanes, as in production."""
    gc.set_threshold(200_000, 10, 10)
    rows: list[dict[str, object]] = []
    seed = os.getpid() % 100_000 * 10
    rates, queue = [], []
    for n in range(rounds):
        queue.append(await fill_inbox(url, house, orders, seed + n))
        rates.append(await drain(url, house, lanes=2))
    with_queue = [orders / (a + b) for a, b in zip(queue, rates, strict=True)]
    small = make_orders(1_500, seed=seed + 9)
    begun = time.perf_counter()
    await asyncio.to_thread(naive.journey, url, small)
    naive_rate = len(small) / (time.perf_counter() - begun)
    best = sorted(orders / r for r in rates)[rounds // 2]
    rows.append({"figure": "message in the inbox -> released, one worker, orders/s (median)", "value": round(best)})
    rows.append(
        {
            "figure": "with queueing the message (sealed, durable), orders/s (median)",
            "value": round(sorted(with_queue)[rounds // 2]),
        }
    )
    rows.append({"figure": "naive: a transaction and row locks an order, orders/s", "value": round(naive_rate)})
    rows.append({"figure": "ratio", "value": round(best / naive_rate, 1)})
    return rows
