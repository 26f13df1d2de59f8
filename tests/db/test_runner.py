"""The runner isolates poison, pauses a stage that is ill, holds nobody for the database's faults, and runs in pairs."""

from __future__ import annotations

import asyncio
from typing import Any

import psycopg
import pytest
from psycopg import errors

from builders.lanes import drain
from builders.message import order_message, sold
from builders.waiting import until_blocked
from builders.world import World
from danshu.db.pool import connect
from danshu.db.unit_of_work import transaction
from danshu.pipeline import store
from danshu.pipeline.runner import RETRY_ERRORS, Lane

HUGE = sold("".join(chr(0x4E00 + n * 37 % 20_000) for n in range(3_000)))


async def quarantined(world: World) -> list[Any]:
    found: list[Any] = await world.rows("SELECT source_no, code FROM quarantine ORDER BY source_no")
    return found


@pytest.mark.parametrize(
    "poison",
    [
        order_message("9", "paid", sold("A", title="a\x00b")),
        order_message("9", "paid", HUGE),
        order_message("9", "paid", *(sold("A", 1_000_000) for _ in range(2_000)), sold("B", 999_999)),
        order_message("9", "paid", *(sold("SET", 1_000_000) for _ in range(1_500))),
        order_message("9", "paid", *(sold("SET", 1) for _ in range(1_999)), tags=("x\x00",)),
    ],
    ids=["NUL", "too long for an index", "units beyond int4 and lines", "components beyond int4", "NUL in a tag"],
)  # fmt: skip
async def test_a_poison_message_goes_to_quarantine_and_its_neighbours_pass(world: World, poison: Any) -> None:
    await world.stock("A", 100)
    good = [order_message(str(100 + n)) for n in range(20)]
    await world.put(*good[:11], poison, *good[11:])
    await world.drain()
    assert [row[0] for row in await quarantined(world)] == ["9"]
    assert await world.one("SELECT count(*) FROM orders WHERE stage = 'shipping'") == 20
    assert await world.one("SELECT count(*) FROM inbox") == 0
    assert await world.broken() == {}


async def test_what_cannot_be_read_is_quarantined_without_a_rollback(world: World) -> None:
    await world.stock("A", 100)
    await world.put(order_message("1"), order_message("2", "paid", sold("A", 0)), order_message("3"))
    await world.drain()
    assert await quarantined(world) == [("2", "intake.bad_quantity")]
    assert await world.one("SELECT count(*) FROM orders") == 2
    stages = await world.rows("SELECT handled, poisoned FROM stage_outcome WHERE stage = 'intake'")
    assert stages == [(3, 0)]


async def test_a_poison_order_is_held_alone(world: World) -> None:
    await world.send(*(order_message(str(n)) for n in range(40)))
    poison = await world.order_id("17")
    await world.run("UPDATE orders SET shop_id = 99 WHERE id = %s", poison)
    await world.stock("A", 100)
    await world.drain()
    order = await world.order(poison)
    assert (order["hold_codes"], order["run_at"]) == (["poison", "stock.short"], None)
    assert await world.one("SELECT count(*) FROM orders WHERE stage = 'shipping'") == 39
    assert "KeyError" in await world.one("SELECT reason FROM order_hold WHERE code = 'poison'")
    await world.run("UPDATE orders SET shop_id = 1 WHERE id = %s", poison)
    assert await world.do("order.release_hold", poison) == "ok"
    await world.drain()
    assert (await world.order(poison))["stage"] == "shipping"
    assert await world.broken() == {}


async def test_many_poison_orders_pause_their_stage_and_hold_no_more(world: World) -> None:
    await world.send(*(order_message(str(n)) for n in range(30)))
    await world.run("UPDATE orders SET shop_id = 99")
    await world.run("DELETE FROM stage_outcome")
    await world.stock("A", 100)
    await world.drain()
    assert await world.rows("SELECT stage, reason FROM stage_state") == [
        ("reservation", "21 of the last 20 orders failed in reservation")
    ]
    assert await world.one("SELECT count(*) FROM orders WHERE 'poison' = ANY(hold_codes)") == 20
    assert await world.one("SELECT count(*) FROM orders WHERE run_at IS NOT NULL") == 10, "the rest waits for the stage"
    await world.run("UPDATE orders SET shop_id = 1")
    async with transaction(world.connection) as work:
        assert await store.resume(work, "reservation", world.clock.now())
    await world.drain()
    assert await world.one("SELECT count(*) FROM orders WHERE stage = 'shipping'") == 10


async def test_few_poison_messages_among_many_good_ones_pause_nothing(world: World) -> None:
    await world.stock("A", 10_000)
    poison = [order_message(f"p{n}", "paid", sold("A", title="\x00")) for n in range(25)]
    await world.send(*(order_message(str(n)) for n in range(700)))
    await world.send(*poison)
    assert await world.rows("SELECT * FROM stage_state") == []
    assert len(await quarantined(world)) == 25


async def test_many_poison_messages_pause_intake_and_lose_none(world: World) -> None:
    await world.put(*(order_message(f"p{n}", "paid", sold("A", title="\x00")) for n in range(30)))
    await world.drain()
    assert [row[0] for row in await world.rows("SELECT stage FROM stage_state")] == ["intake"]
    assert len(await quarantined(world)) == 20
    assert await world.one("SELECT count(*) FROM inbox") == 10


async def test_a_lost_connection_holds_nobody(world: World) -> None:
    await world.stock("A", 100)
    await world.put(*(order_message(str(n)) for n in range(50)))
    async with await connect(world.url) as other:
        pid = other.info.backend_pid
        async with other.transaction():
            await other.execute("LOCK TABLE stock_pool")
            step = asyncio.create_task(world.lane.step(world.connection))
            await until_blocked(other, world.connection.info.backend_pid)
            await other.execute("SELECT pg_terminate_backend(%s)", (world.connection.info.backend_pid,))
            with pytest.raises(RETRY_ERRORS):
                await step
        assert pid != world.connection.info.backend_pid
    async with await connect(world.url) as again:
        world.connection = again
        assert await world.one("SELECT count(*) FROM inbox") == 50
        await world.drain()
        assert await world.one("SELECT count(*) FROM orders WHERE stage = 'shipping'") == 50
        assert await quarantined(world) == []
        assert await world.broken() == {}


async def test_a_deadlock_and_a_timeout_hold_nobody(world: World) -> None:
    await world.send(order_message("1"))
    order_id = await world.order_id("1")
    await world.run("UPDATE orders SET run_at = %s", world.clock.now())
    async with await connect(world.url) as other, other.transaction():
        await other.execute("LOCK TABLE stock_pool")
        await world.run("SET lock_timeout = '20ms'")
        with pytest.raises(errors.LockNotAvailable):
            await world.lane.step(world.connection)
    assert issubclass(errors.DeadlockDetected, psycopg.OperationalError), "run_lane tries deadlocks again, too"
    await world.drain()
    assert (await world.order(order_id))["hold_codes"] == ["stock.short"]


@pytest.mark.parametrize("size", [1, 7, 500])
async def test_two_lanes_over_the_same_numbers_lose_and_double_nothing(world: World, size: int) -> None:
    count = 60 if size == 1 else 600
    await world.stock("A", count * 2)
    messages = [order_message(str(n), "paid", sold("A")) for n in range(count)]
    await world.put(*messages)
    await world.put(*reversed(messages))
    async with await connect(world.url) as second:
        one, other = Lane(world.house, batch_size=size), Lane(world.house, batch_size=size)
        async with asyncio.timeout(60):
            await asyncio.gather(drain(one, world.connection), drain(other, second))
    await world.drain()
    assert await world.one("SELECT count(*) FROM orders WHERE stage = 'shipping'") == count
    assert await world.one("SELECT count(*) FROM order_source") == count
    assert await world.one("SELECT to_ship_qty FROM stock_pool") == count
    assert await quarantined(world) == []
    assert await world.broken() == {}
