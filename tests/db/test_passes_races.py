"""Two that want the same at once: the first commit wins, and the second sees what it did."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from builders.lanes import drain
from builders.message import NOON, order_message, sold
from builders.waiting import until_blocked
from builders.world import World
from danshu.db.pool import connect
from danshu.db.unit_of_work import transaction
from danshu.domain.inbox.model import Incoming
from danshu.pipeline import actions, passes
from danshu.pipeline.runner import Lane
from danshu.stages.intake.rules import encode_message


@pytest.mark.parametrize("size", [1, 500])
async def test_the_second_who_brings_a_new_number_finds_the_order_of_the_first(world: World, size: int) -> None:
    await world.stock("A", 10)
    message = order_message("1", "paid")
    await world.put(message)
    lane = Lane(world.house, batch_size=size)
    async with await connect(world.url) as first, await connect(world.url) as watcher:
        async with transaction(first) as work:
            body = world.house.vault.seal(encode_message(message))
            incoming = Incoming(1, 1, "1", world.clock.now(), "api", False, body)
            await passes.pass_messages(work, world.house, [incoming], actor="api:1")
            await work.flush()
            step = asyncio.create_task(drain(lane, world.connection))
            await until_blocked(watcher, world.connection.info.backend_pid)
        await step
    assert await world.one("SELECT count(*) FROM orders") == 1
    assert await world.one("SELECT count(*) FROM quarantine") == 0
    assert await world.broken() == {}


@pytest.mark.parametrize("size", [1, 500])
async def test_the_number_alone_is_in_the_way(world: World, size: int) -> None:
    """Without stock in common only the unique index stands between the two."""
    await world.stock("A", 10)
    await world.stock("B", 10)
    await world.put(order_message("1", "paid", sold("A")))
    lane = Lane(world.house, batch_size=size)
    async with await connect(world.url) as first, await connect(world.url) as watcher:
        async with transaction(first) as work:
            body = world.house.vault.seal(encode_message(order_message("1", "paid", sold("B"))))
            incoming = Incoming(1, 1, "1", world.clock.now(), "api", False, body)
            await passes.pass_messages(work, world.house, [incoming], actor="api:1")
            await work.flush()
            step = asyncio.create_task(drain(lane, world.connection))
            await until_blocked(watcher, world.connection.info.backend_pid)
        await step
    assert await world.rows("SELECT o.id FROM orders AS o JOIN order_line AS l ON l.order_id = o.id") != []
    assert await world.one("SELECT count(*) FROM orders") == 1
    assert await world.one("SELECT count(*) FROM quarantine") == 0
    assert await world.broken() == {}


@pytest.mark.parametrize("size", [1, 500])
async def test_a_message_finds_its_order_though_a_merge_moved_its_number_meanwhile(world: World, size: int) -> None:
    await world.stock("A", 10)
    await world.send(order_message("1", modified_at=NOON), order_message("2", modified_at=NOON))
    one, other = await world.order_id("1"), await world.order_id("2")
    run_id = await world.start("order.merge", [one, other], {})
    await world.put(order_message("2", "closed", modified_at=NOON + timedelta(hours=1)))
    async with await connect(world.url) as first, await connect(world.url) as watcher:
        async with first.transaction():
            assert await actions.run_batch(first, world.house, run_id)
            step = asyncio.create_task(drain(Lane(world.house, batch_size=size), world.connection))
            await until_blocked(watcher, world.connection.info.backend_pid)
        await step
    merged = await world.order(one)
    assert (merged["state"], merged["unit_qty"]) == ("paid", 1)
    assert await world.one("SELECT count(*) FROM quarantine") == 0
    assert await world.broken() == {}


async def test_a_cancellation_that_comes_after_the_parcel_raises_an_intercept(world: World) -> None:
    await world.stock("A", 10)
    await world.send(order_message("1", modified_at=NOON))
    order_id = await world.order_id("1")
    run_id = await world.start("order.ship", [order_id], {"courier": "SF", "tracking_no": "SF1000"})
    await world.put(order_message("1", "closed", modified_at=NOON + timedelta(hours=1)))
    async with await connect(world.url) as first, await connect(world.url) as watcher:
        async with first.transaction():
            assert await actions.run_batch(first, world.house, run_id)
            step = asyncio.create_task(world.drain())
            await until_blocked(watcher, world.connection.info.backend_pid)
        await step
    order = await world.order(order_id)
    assert (order["state"], order["hold_codes"]) == ("shipped", ["intercept"])
    assert await world.broken() == {}


async def test_a_wake_that_comes_too_late_leaves_the_order_where_it_is(world: World) -> None:
    await world.send(order_message("1", "paid", sold("A", 2)))
    order_id = await world.order_id("1")
    await world.stock("A", 2)
    async with await connect(world.url) as first, await connect(world.url) as watcher:
        async with first.transaction():
            async with transaction(first) as work:
                await passes.load_orders(work, await passes.open_batch(work, world.house, "system"), [order_id])
            wake = asyncio.create_task(passes.wake(world.connection, world.house))
            await until_blocked(watcher, world.connection.info.backend_pid)
            await first.execute("UPDATE orders SET run_at = %s WHERE id = %s", (world.clock.now(), order_id))
            await passes.pass_due(first, world.house, row_count_max=10)
            # What another worker made of it while the wake was waiting.
            await first.execute("UPDATE orders SET stage = 'reservation' WHERE stage = 'sourcing'")
            await first.execute("UPDATE orders SET run_at = %s", (world.clock.now(),))
            await passes.pass_due(first, world.house, row_count_max=10)
        await wake
    order = await world.order(order_id)
    assert (order["stage"], order["run_at"], order["hold_codes"]) == ("shipping", None, [])
    assert await world.broken() == {}
