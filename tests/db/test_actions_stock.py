"""Stock actions on a real database, their undo, and records that can't be processed."""

from __future__ import annotations

import pytest
from psycopg import errors

from builders.message import order_message, sold
from builders.states import orders_in
from builders.world import World
from danshu.db.unit_of_work import transaction
from danshu.ground.actions import store

LEVELS = "SELECT on_hand_qty, allocated_qty, frozen_qty FROM stock_node WHERE sku_id = 1 AND warehouse_id = 1"


async def test_each_stock_action_moves_what_it_says(world: World) -> None:
    await world.stock("A", 10)
    await world.stock("A", -3, action="stock.adjust")
    await world.stock("A", 2, action="stock.freeze")
    await world.stock("A", 1, action="stock.unfreeze")
    await world.stock("A", 8, action="stock.count")
    assert await world.rows(LEVELS) == [(8, 0, 1)]
    kinds = await world.rows("SELECT kind, on_hand, frozen FROM stock_ledger ORDER BY id")
    assert kinds == [("receive", 10, 0), ("adjust", -3, 0), ("freeze", 0, 2), ("unfreeze", 0, -1), ("count", 1, 0)]
    assert await world.broken() == {}


async def test_claimed_units_do_not_go(world: World) -> None:
    await world.stock("A", 10)
    await world.send(order_message("1", "paid", sold("A", 8)))
    for action, qty in (("stock.adjust", -3), ("stock.freeze", 3), ("stock.count", 7)):
        result = await world.stock("A", qty, action=action)
        assert (result.outcome, result.code) == ("refused", "stock.claimed"), action
    assert (await world.stock("A", 3, action="stock.unfreeze")).code == "stock.not_frozen"
    assert (await world.stock("SET", 3)).code == "actions.no_such_sku"
    assert (await world.stock("A", 3, 77)).code == "actions.no_such_warehouse"
    assert await world.rows(LEVELS) == [(10, 8, 0)]
    assert await world.broken() == {}


@pytest.mark.parametrize("action", ["stock.receive", "stock.adjust", "stock.count", "stock.freeze", "stock.unfreeze"])
async def test_undo_of_a_stock_action_writes_the_opposite_entry(world: World, action: str) -> None:
    await world.stock("A", 10)
    await world.stock("A", 4, action="stock.freeze")
    before = await world.rows(LEVELS)
    qty = 12 if action == "stock.count" else 3
    result = await world.stock("A", qty, action=action)
    raw = {"rows": [{"sku": "A", "warehouse_id": 1, "qty": qty}], "reason": "x"}
    run_id = await world.start(action, [result.order_id], raw)
    async with transaction(world.connection) as work:
        run = await store.lock_run(work, run_id)
        assert run is not None
        await store.finish_items(work, run, [store.Done(0, result.outcome, None, None, result.undo)])
        await store.close_run(work, run_id, added=1, finished=True, at=world.clock.now())
    assert await world.rows(LEVELS) != before
    assert await world.undo(run_id) == {result.order_id: "ok"}
    assert await world.rows(LEVELS) == before
    assert await world.broken() == {}


async def test_the_ledger_is_append_only(world: World) -> None:
    await world.stock("A", 10)
    for statement in ("UPDATE stock_ledger SET on_hand = 1", "DELETE FROM stock_ledger", "TRUNCATE stock_ledger"):
        with pytest.raises(errors.RaiseException, match="append-only"):
            await world.run(statement)


async def test_a_record_that_cannot_be_processed_fails_alone(world: World) -> None:
    await world.stock("A", 100)
    await world.stock("B", 100)
    one, poison, other = await orders_in(world, "paid", ["1", "2", "3"])
    await world.run("UPDATE orders SET shop_id = 99 WHERE id = %s", poison)
    found = await world.act("order.change_line", [one, poison, other], line_no=1, qty=3)
    assert found == {one: "ok", poison: "failed actions.failed", other: "ok"}
    assert [(await world.order(i))["unit_qty"] for i in (one, poison, other)] == [4, 3, 4]


async def test_text_that_the_database_refuses_fails_the_record_not_the_worker(world: World) -> None:
    await world.stock("A", 100)
    await world.stock("B", 100)
    (order_id,) = await orders_in(world, "paid", ["1"])
    run_id = await world.start("order.note", [order_id], {"text": "a"})
    await world.run("UPDATE action_run SET params = %s WHERE id = %s", '{"text": 5}', run_id)
    assert await world.finish(run_id) == {order_id: "failed actions.failed"}
    assert await world.one("SELECT state FROM action_run WHERE id = %s", run_id) == "done"


async def test_a_group_is_merged_whole_or_not_at_all(world: World) -> None:
    await world.stock("A", 100)
    await world.stock("B", 100)
    one, other, third = await orders_in(world, "paid", ["1", "2", "3"])
    await world.do("order.edit_address", one, name="别人")
    refused = await world.act("order.merge", [one, other, third])
    assert set(refused.values()) == {"refused actions.merge_receiver"}
    assert await world.one("SELECT count(*) FROM orders WHERE state = 'closed'") == 0
    assert set((await world.act("order.merge", [other, third])).values()) == {"ok"}
    assert await world.do("order.split", other, parts=[[{"line_no": 1, "qty": 1}]]) == "refused actions.split_merged"
    assert await world.do("order.split", one, parts=[[{"line_no": 1, "qty": 1}]]) == "ok"
    assert await world.broken() == {}


async def test_a_cloned_bundle_sends_its_components(world: World) -> None:
    await world.stock("A", 4)
    await world.stock("B", 4)
    await world.send(order_message("1", "paid", sold("SET")))
    assert await world.do("order.clone", await world.order_id("1")) == "ok"
    (clone,) = await world.rows("SELECT id, stage, total_minor FROM orders WHERE related ? 'clone_of'")
    assert clone[1:] == ("shipping", 0)
    assert [(line["kind"], line["sku_id"], line["qty"]) for line in await world.lines(clone[0])] == [
        (0, 1, 2),
        (0, 2, 1),
    ]
    assert await world.broken() == {}


async def test_merge_and_unmerge_give_everybody_their_own_back(world: World) -> None:
    await world.stock("A", 100)
    await world.stock("B", 100)
    ids = await orders_in(world, "paid", ["1", "2", "3"])
    look = "SELECT id, state, total_minor, paid_minor, unit_qty FROM orders ORDER BY id"
    lines = "SELECT order_id, line_no, sku_id, qty, paid_minor, reserved_qty FROM order_line ORDER BY 1, 2"
    before = await world.rows(look), await world.rows(lines)
    await world.act("order.merge", ids)
    assert [row[1:] for row in await world.rows(look)] == [
        ("paid", 9000, 9000, 9), ("closed", 0, 0, 0), ("closed", 0, 0, 0),
    ]  # fmt: skip
    assert await world.broken() == {}
    assert await world.do("order.unmerge", ids[0]) == "ok"
    assert (await world.rows(look), await world.rows(lines)) == before
    assert await world.broken() == {}
