"""The number of statements of a pass does not grow with the number of its orders: each table is read and written once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, ClassVar

import pytest
from psycopg import AsyncCopy, AsyncCursor
from psycopg.sql import Composed

from builders.message import order_message, sold
from builders.world import World, open_world
from danshu.db.unit_of_work import transaction
from danshu.domain.inbox import store as inbox
from danshu.ground.actions import store
from danshu.ground.actions.model import read_params
from danshu.pipeline import actions, passes

# Statements of one batch, whatever its size. A rise needs a reason; a fall should be kept.
MESSAGES_TO_RELEASED = 21
MESSAGES_AGAIN = 15
DUE_TO_RELEASED = 20
ACTIONS: dict[str, tuple[dict[str, Any], int]] = {
    "order.hold": ({"reason": "look"}, 18),
    "order.tag": ({"add": ["x"]}, 17),
    "order.cancel": ({"reason": "not wanted"}, 22),
    "order.change_line": ({"line_no": 1, "qty": 2}, 26),
    "order.edit_address": ({"detail": "文三路 9 号"}, 26),
    "order.start_picking": ({}, 18),
    "order.ship": ({"courier": "SF", "tracking_no": "SF1000"}, 23),
}


@pytest.mark.parametrize("count", [1, 200])
async def test_a_pass_has_the_same_number_of_statements_for_one_order_and_for_many(
    database_url: str, count: int
) -> None:
    async with open_world(database_url) as world:
        await world.stock("A", 1_000)
        await world.stock("B", 1_000)
        messages = [order_message(str(n), "paid", sold("A"), sold("B"), sold("SET")) for n in range(count)]
        assert await pass_messages(world, messages) == MESSAGES_TO_RELEASED
        assert await pass_messages(world, messages) == MESSAGES_AGAIN
        short = [order_message(f"s{n}", "paid", sold("C")) for n in range(count)]
        await pass_messages(world, short)
        await world.stock("C", 1_000)
        ids = [row[0] for row in await world.rows("SELECT order_id FROM order_hold")]
        await world.run(
            "UPDATE orders SET stage = 'reservation', run_at = %s WHERE id = ANY(%s)", world.clock.now(), ids
        )
        async with transaction(world.connection) as work:
            await passes.pass_orders(work, world.house, ids, actor="system")
            await work.flush()
            assert work.statements == DUE_TO_RELEASED
        assert await world.broken() == {}


@pytest.mark.parametrize("count", [1, 200])
@pytest.mark.parametrize("name", ACTIONS)
async def test_a_batch_of_an_action_has_too(database_url: str, name: str, count: int) -> None:
    raw, allowed = ACTIONS[name]
    async with open_world(database_url) as world:
        await world.stock("A", 1_000)
        await pass_messages(world, [order_message(str(n)) for n in range(count)])
        ids = [row[0] for row in await world.rows("SELECT id FROM orders ORDER BY id")]
        assert await act(world, name, raw, ids) == allowed
        assert await world.broken() == {}


async def pass_messages(world: World, messages: list[Any]) -> int:
    await world.put(*messages)
    await keep_ids(world)
    async with transaction(world.connection) as work:
        incoming = await inbox.claim(work, at=world.clock.now(), row_count_max=500)
        await passes.pass_messages(work, world.house, incoming, actor="channel")
        await work.flush()
        return work.statements


async def keep_ids(world: World) -> None:
    """Ids come in blocks that outlive a batch: the statement that takes one is not counted here."""
    async with transaction(world.connection) as work:
        world.house.ids.give_back(await world.house.ids.take(work, 5_000))


async def act(world: World, name: str, raw: dict[str, Any], ids: list[int]) -> int:
    """Statements of one batch of an action, counted where they leave for the server."""
    run_id = await world.start(name, ids, raw)
    await keep_ids(world)
    action = actions.find_action(name)
    async with transaction(world.connection) as work:
        run = await store.lock_run(work, run_id)
        assert run is not None
        todo = await store.next_items(work, run, 500)
        world.connection.cursor_factory, CountingCursor.count = CountingCursor, 0
        CountingCursor.inserts.clear()
        params = read_params(action, raw)
        done = await actions.apply_batch(world.connection, world.house, action, params, run, todo, actor="user:1")
    assert {item.outcome for item in done.items} == {"ok"}
    return CountingCursor.count


class CountingCursor(AsyncCursor[Any]):
    """Counts statements; the rows that a small batch inserts one by one into a table count as one, as its COPY would."""

    count = 0
    inserts: ClassVar[list[Any]] = []

    async def execute(self, query: Any, *args: Any, **options: Any) -> CountingCursor:
        is_insert = isinstance(query, Composed)
        if not (is_insert and query in CountingCursor.inserts):
            CountingCursor.count += 1
        if is_insert:
            CountingCursor.inserts.append(query)
        return await super().execute(query, *args, **options)

    @asynccontextmanager
    async def copy(self, *args: Any, **options: Any) -> AsyncIterator[AsyncCopy]:
        CountingCursor.count += 1
        async with super().copy(*args, **options) as copy:
            yield copy
