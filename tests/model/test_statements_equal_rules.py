"""What SQL decides over many orders is what the pure rules decide over each."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest

from builders.message import NOON, order_message, sold
from builders.order import add_order, make_batch
from builders.world import World, open_world
from danshu.db.unit_of_work import transaction
from danshu.domain.inbox import store as inbox
from danshu.domain.inbox.model import Incoming
from danshu.domain.orders import store
from danshu.domain.orders.model import HOLD_KINDS, STATES, Hold, Order
from danshu.domain.orders.rules.batch import Batch
from danshu.domain.orders.rules.states import derive_state, refresh

KINDS = [kind.code for kind in HOLD_KINDS]


def orders_of(random: Random, batch: Batch, count: int) -> list[Order]:
    """Orders with quantities, holds and dates that no journey would give them together."""
    made = []
    for n in range(count):
        lines = [sold(random.choice(("A", "SET", "?")), random.randrange(1, 4)) for _ in range(random.randrange(1, 3))]
        order = add_order(batch, order_message(str(n), "paid", *lines))
        for line in order.lines:
            line.cancelled_qty = random.choice((0, 0, 1, line.qty))
            line.shipped_qty = random.choice((0, 0, 1, line.qty - line.cancelled_qty)) if line.is_stocked else 0
            line.picking_qty = random.choice((0, line.shipped_qty))
            line.returned_qty = random.choice((0, 0, 0, line.shipped_qty))
        order.payment = random.choice(("unpaid", "deposit", "paid", "paid", "refunded"))
        order.holds = [Hold(code, NOON, "test", "why") for code in random.sample(KINDS, random.choice((0, 0, 1, 2)))]
        for hold in order.holds:
            hold.released_at = random.choice((None, None, NOON))
        order.closed_at = random.choice((None, None, None, NOON))
        order.completed_at = random.choice((None, None, None, NOON))
        made.append(order)
    return made


async def write(world: World, batch: Batch) -> None:
    batch.touched = set(batch.orders)
    async with transaction(world.connection) as work:
        await store.write(work, batch)


@pytest.mark.parametrize("seed", range(3))
async def test_states(database_url: str, seed: int) -> None:
    random, batch = Random(seed), make_batch()
    batch.next_ids = list(range(9_999, 0, -1))
    wrong = set()
    for order in orders_of(random, batch, 700):
        refresh(order)
        derived = derive_state(order)
        order.state = derived if random.random() < 0.6 else random.choice(STATES)
        if order.state != derived:
            wrong.add(f"order {order.number}")
    async with open_world(database_url) as world:
        await write(world, batch)
        found = (await world.broken(10_000))["orders.states"]
        assert {record for record, _ in found} == wrong
        assert len({order.state for order in batch.orders.values()}) == len(STATES)


@pytest.mark.parametrize("seed", range(6))
async def test_waking_those_who_wait_for_stock(database_url: str, seed: int) -> None:
    random, batch = Random(seed), make_batch()
    at, waiting = NOON + timedelta(hours=1), []
    for n in range(40):
        order = add_order(batch, order_message(str(n), "paid", sold("A", random.randrange(1, 4))))
        order.priority, order.stage = random.choice((0, 0, 1)), random.choice(("sourcing", "sourcing", "done"))
        order.paid_at = random.choice((None, NOON, NOON - timedelta(minutes=random.randrange(5))))
        order.run_at = random.choice((None, None, NOON, at + timedelta(minutes=5)))
        order.lines[0].reserved_qty = random.choice((0, 0, 1))
        if random.random() < 0.8:
            order.holds = [Hold("stock.short", NOON, "test", "why")]
        refresh(order)
        if order.holds and order.stage != "done" and (order.run_at is None or order.run_at > at):
            waiting.append(order)
    available = random.randrange(0, 30)
    expected, before = set(), 0
    for order in sorted(waiting, key=lambda o: (-o.priority, o.paid_at or o.placed_at, o.id)):
        short = order.lines[0].short_qty
        if short > 0:
            if before < available:
                expected.add(order.id)
            before += short
    async with open_world(database_url) as world:
        await write(world, batch)
        await world.run("INSERT INTO stock_pool (sku_id, on_hand_qty) VALUES (1, %s), (2, 100)", available)
        async with transaction(world.connection) as work:
            assert await store.wake_short(work, [1, 2], at) == len(expected)
        woken = await world.rows("SELECT id, stage FROM orders WHERE run_at = %s", at)
        assert {row[0] for row in woken} == expected and {row[1] for row in woken} <= {"reservation"}


@pytest.mark.parametrize("seed", range(3))
async def test_claiming_what_is_due(database_url: str, seed: int) -> None:
    random, batch = Random(seed), make_batch()
    moments: list[datetime | None] = [None, *(NOON + timedelta(minutes=n) for n in range(4))]
    for n in range(60):
        order = add_order(batch, order_message(str(n)))
        order.priority, order.run_at = random.choice((0, 1)), random.choice(moments)
        order.stage = random.choice(("reservation", "sourcing", "settlement"))
    at, limit = NOON + timedelta(minutes=2), random.randrange(1, 40)
    due = [o for o in batch.orders.values() if o.run_at is not None and o.run_at <= at and o.stage != "sourcing"]
    expected = [order.id for order in sorted(due, key=lambda o: (o.run_at, -o.priority, o.id))][:limit]
    async with open_world(database_url) as world:
        await write(world, batch)
        async with transaction(world.connection) as work:
            assert await store.claim_due(work, at=at, paused=["sourcing"], row_count_max=limit) == expected


@pytest.mark.parametrize("seed", range(3))
async def test_claiming_messages_up_to_so_many_rows_and_lines(database_url: str, seed: int) -> None:
    random = Random(seed)
    put = [
        Incoming(n, 1, str(n), NOON + timedelta(minutes=random.randrange(4)), "api", random.random() < 0.3, b"", random.randrange(1, 9))
        for n in range(50)
    ]  # fmt: skip
    async with open_world(database_url) as world:
        async with transaction(world.connection) as work:
            inbox.put(work, put)
        left, history_seen = list(put), False
        while True:
            at, rows, lines = (
                NOON + timedelta(minutes=random.randrange(3)),
                random.randrange(1, 12),
                random.randrange(1, 30),
            )
            due = sorted((m for m in left if m.received_at <= at), key=lambda m: (m.received_at, m.id))
            live = [message for message in due if not message.history]
            expected, count = [], 0
            for message in (live or due)[:rows]:
                if count < lines:
                    expected.append(message)
                count += message.row_count
            async with transaction(world.connection) as work:
                taken = await inbox.claim(work, at=at, row_count_max=rows, line_count_max=lines)
            assert taken == expected
            history_seen = history_seen or any(message.history for message in taken)
            left = [message for message in left if message not in taken]
            if not [message for message in left if message.received_at <= NOON + timedelta(minutes=2)]:
                break
        assert history_seen
