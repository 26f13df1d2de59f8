"""A seeded life of the house: hostile messages, random hands, crashes; after each batch every invariant holds.

DANSHU_SIM_SEEDS ("7" or "0-99") and DANSHU_SIM_ROUNDS make it longer. A failure names its seed. The seed gives
every input; how two lanes interleave is the server's own, so a failure that hangs on it may need several runs.
"""

from __future__ import annotations

import asyncio
import os
from random import Random
from typing import Any

import pytest

from builders.lanes import drain
from builders.world import World, open_world
from danshu.db.pool import connect
from danshu.pipeline.runner import RETRY_ERRORS, Lane
from sim.channel import Channel
from sim.merchant import work_a_while

ROUNDS = int(os.environ.get("DANSHU_SIM_ROUNDS", "12"))
_FROM, _, _TO = os.environ.get("DANSHU_SIM_SEEDS", "1-3").partition("-")
SEEDS = range(int(_FROM), int(_TO or _FROM) + 1)
# What one replayed message may touch without telling anything new.
_STATE = (
    "SELECT to_jsonb(o) - '{version,last_step,last_step_at}'::text[] FROM orders AS o ORDER BY id",
    "SELECT * FROM order_line ORDER BY order_id, line_no",
    "SELECT order_id, code, released_at FROM order_hold ORDER BY 1, 2, 3",
    "SELECT source_no, shop_id, order_id, status FROM order_source ORDER BY 1, 2",
    "SELECT * FROM stock_pool ORDER BY 1",
    "SELECT * FROM stock_node ORDER BY 1, 2",
    "SELECT * FROM fulfillment_line ORDER BY 1, 2",
    "SELECT count(*) FROM stock_ledger",
)
_ENDED_BUT_WANTED = """
SELECT s.source_no, o.state, l.line_no
FROM order_source AS s
JOIN orders AS o ON o.id = s.order_id
JOIN order_line AS l ON l.order_id = o.id
WHERE s.status IN ('cancelled', 'closed') AND o.state NOT IN ('closed', 'completed') AND NOT l.is_gift AND l.kind <> 1
  AND l.qty - l.cancelled_qty > l.shipped_qty AND NOT coalesce(o.related ? 'merged', false)
"""
_PAID_BUT_UNPAID = """
SELECT s.source_no
FROM order_source AS s
JOIN orders AS o ON o.id = s.order_id
WHERE s.status IN ('paid', 'locked', 'shipped', 'completed') AND o.payment NOT IN ('paid', 'refunded') AND o.state <> 'closed'
"""


@pytest.mark.parametrize("seed", SEEDS)
async def test_the_house_lives_through_anything(database_url: str, seed: int) -> None:
    random = Random(seed)
    async with open_world(database_url) as world:
        channel, supply = Channel(random), 0
        for _ in range(ROUNDS):
            channel.sell(world.clock.now(), random.randrange(5, 25))
            for shop_id, message in channel.tell(random.randrange(10, 60)):
                await world.put(message, shop_id=shop_id)
            crashed = random.random() < 0.5
            await run_lanes(world, random, crash=crashed)
            # After a crash something may be due for long; nothing else may be wrong at any time.
            assert_sound(await world.broken(), but={"orders.stuck"} if crashed else set())
            supply += await work_a_while(world, random, random.randrange(3, 12))
            assert_sound(await world.broken(), but={"orders.stuck"})
            world.clock.advance(minutes=random.choice((1, 20, 60 * 24 * 4)))
        await settle(world, channel)
        await assert_truth(world, channel, supply)
        before = [await world.rows(statement) for statement in _STATE]
        for shop_id, message in channel.sent:
            if message.source_no not in channel.garbage:
                await world.put(message, shop_id=shop_id)
        await world.drain()
        assert [await world.rows(statement) for statement in _STATE] == before, "replay changed something"
        assert_sound(await world.broken())


def assert_sound(broken: dict[str, Any], but: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    assert {code: rows for code, rows in broken.items() if code not in but} == {}


async def run_lanes(world: World, random: Random, *, crash: bool) -> None:
    """Two lanes side by side; a crash is a lost backend or a task cancelled anywhere in a pass."""
    connections = [await connect(world.url), await connect(world.url)]
    lanes = [Lane(world.house, batch_size=random.choice((1, 5, 50))) for _ in connections]
    tasks = [asyncio.create_task(drain(*pair)) for pair in zip(lanes, connections, strict=True)]
    if crash:
        for _ in range(random.randrange(300)):
            await asyncio.sleep(0)
        if random.random() < 0.5:
            tasks[0].cancel()
        else:
            await world.rows("SELECT pg_terminate_backend(%s)", connections[0].info.backend_pid)
    for task, connection in zip(tasks, connections, strict=True):
        try:
            await task
        except (asyncio.CancelledError, *RETRY_ERRORS):
            assert crash
        finally:
            # A crashed process does not end its pipeline or its transaction: the server finds the line cut.
            await connection.close()


async def settle(world: World, channel: Channel) -> None:
    """Everything that was never told is told, and all of it is worked off."""
    while channel.unsent:
        for shop_id, message in channel.tell(len(channel.unsent)):
            await world.put(message, shop_id=shop_id)
    await world.drain()
    assert_sound(await world.broken())


async def assert_truth(world: World, channel: Channel, supply: int) -> None:
    """Each order of the platform is here exactly once with its last word, and every unit is accounted for."""
    stored = await world.rows("SELECT shop_id, source_no, status FROM order_source")
    assert {(row[0], row[1]): row[2] for row in stored} == {key: last.status for key, last in channel.truth.items()}
    assert len(stored) == len(channel.truth)
    refused = await world.rows("SELECT source_no FROM quarantine WHERE source_no <> ALL(%s)", list(channel.garbage))
    assert refused == [], "only garbage is refused"
    assert await world.rows("SELECT * FROM stage_state") == []
    assert await world.rows("SELECT * FROM order_hold WHERE code = 'poison'") == []
    assert await world.rows(_ENDED_BUT_WANTED) == [], "what the channel ended must not wait to be shipped"
    assert await world.rows(_PAID_BUT_UNPAID) == [], "what the channel says is paid is paid here"
    left = await world.one("SELECT coalesce(sum(qty), 0) FROM parcel_line")
    assert await world.one("SELECT coalesce(sum(on_hand_qty), 0) FROM stock_pool") == supply - left
