"""Each action in each state does what its table says, previews write nothing, and undo gives back what one saw."""

from __future__ import annotations

from typing import Any

import pytest

from builders.message import order_message, sold
from builders.states import REACHABLE, orders_in
from builders.world import World
from danshu.db.unit_of_work import transaction
from danshu.pipeline.actions import ACTIONS, look
from danshu.pipeline.passes import load_orders, open_batch

PARAMS: dict[str, dict[str, Any]] = {
    "order.hold": {"reason": "look"},
    "order.release_hold": {},
    "order.cancel": {"reason": "not wanted"},
    "order.cancel_line": {"line_no": 1, "qty": 1},
    "order.change_line": {"line_no": 1, "sku": "C", "qty": 3},
    "order.gift_line": {"sku": "C", "qty": 1},
    "order.split": {"parts": [[{"line_no": 1, "qty": 1}], [{"line_no": 2, "qty": 1}]]},
    "order.merge": {},
    "order.unmerge": {},
    "order.clone": {},
    "order.edit_address": {"province": "广东省", "city": "广州市", "district": "天河区", "detail": "天河路 1 号"},
    "order.tag": {"add": ["急"]},
    "order.note": {"text": "a note"},
    "order.priority": {},
    "order.mark_paid": {"amount_minor": 3000},
    "order.close": {"reason": "done with"},
    "order.start_picking": {},
    "order.ship": {"courier": "SF", "tracking_no": "SF2000"},
    "order.sign": {},
}
ORDER_ACTIONS = {name: action for name, action in ACTIONS.items() if action.scope == "order"}
# Where the table allows an action and the order itself has nothing for it, or only as a group.
NOT_OK = {
    ("order.hold", "in_review"): "no_change",
    ("order.start_picking", "picking"): "no_change",
    ("order.sign", "picking"): "no_change",
    ("order.clone", "closed"): "refused actions.nothing_to_clone",
    **{("order.release_hold", state): "no_change" for state in REACHABLE if state != "in_review"},
    **{("order.merge", state): "refused actions.merge_one" for state in REACHABLE},
    **{("order.unmerge", state): "no_change" for state in REACHABLE},
}
UNDOABLE = sorted(name for name, action in ORDER_ACTIONS.items() if action.undo is not None)


def expected(name: str, state: str) -> str:
    if ORDER_ACTIONS[name].access(state) == "refused":
        return "refused actions.state"
    return NOT_OK.get((name, state), "ok")


async def seen(world: World, order_id: int) -> dict[str, Any]:
    async with transaction(world.connection) as work:
        batch = await open_batch(work, world.house, "user:1")
        await load_orders(work, batch, [order_id])
    return look(batch.orders[order_id])


async def fill(world: World) -> None:
    rows = [{"sku": sku, "warehouse_id": w, "qty": 500} for sku in ("A", "B", "C") for w in (1, 2)]
    await world.stock_rows("stock.receive", {"rows": rows})


def test_every_action_of_orders_is_tried_here() -> None:
    assert PARAMS.keys() == ORDER_ACTIONS.keys()


@pytest.mark.parametrize("state", REACHABLE)
async def test_actions_do_what_their_table_says(world: World, state: str) -> None:
    await fill(world)
    ids = dict(zip(PARAMS, await orders_in(world, state, list(PARAMS)), strict=True))
    found = {name: await world.do(name, order_id, **PARAMS[name]) for name, order_id in ids.items()}
    assert found == {name: expected(name, state) for name in PARAMS}
    await world.drain()
    assert await world.broken() == {}


@pytest.mark.parametrize("state", ["pending_payment", "paid", "in_review", "picking", "shipped"])
async def test_undo_restores_what_one_saw(world: World, state: str) -> None:
    await fill(world)
    names = [name for name in UNDOABLE if expected(name, state) == "ok"]
    ids = dict(zip(names, await orders_in(world, state, names), strict=True))
    for name, order_id in ids.items():
        before = await seen(world, order_id)
        run_id = await world.start(name, [order_id], PARAMS[name])
        assert (await world.finish(run_id))[order_id] == "ok"
        assert await seen(world, order_id) != before, name
        await world.drain()
        outcome = (await world.undo(run_id))[order_id]
        await world.drain()
        after = await seen(world, order_id)
        if outcome != "ok":
            assert (name, state, outcome) == ("order.cancel", "shipped", "refused actions.undo_late")
            continue
        # A gift line stays in the order with no unit left in it, and picking begins anew.
        after["lines"] = [line for line in after["lines"] if line[2] > line[3] or line in before["lines"]]
        if after["state"] == "paid" and state == "picking":
            before["state"] = "paid"
        if after["holds"] and not after["warehouse_ids"]:
            before["warehouse_ids"] = []  # a held order gets its warehouses once its holds end
        assert after == before, name
    assert await world.broken() == {}


async def test_a_preview_writes_nothing_and_says_what_would_happen(world: World) -> None:
    await fill(world)
    ids = dict(zip(PARAMS, await orders_in(world, "paid", list(PARAMS)), strict=True))
    tables = [
        row[0] for row in await world.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    ]

    async def contents() -> list[Any]:
        digest = "SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {} AS t"
        return [await world.one(digest.format(table)) for table in tables]

    before = await contents()
    for name, order_id in ids.items():
        carried = await world.preview(name, [order_id], **PARAMS[name])
        assert [item.outcome for item in carried.items] == [expected(name, "paid").split()[0]], name
    carried = await world.preview("order.cancel", [ids["order.cancel"]], reason="x")
    assert carried.effects == {
        "orders": 1, "refused": 0, "units_released": 3, "units_reserved": 0, "units_shipped": 0, "new_orders": 0,
    }  # fmt: skip
    assert carried.items[0].before is not None and carried.items[0].after is not None
    assert (carried.items[0].before["state"], carried.items[0].after["state"]) == ("paid", "closed")
    assert await contents() == before


async def test_a_row_changed_since_it_was_seen_answers_conflict(world: World) -> None:
    await fill(world)
    one, other = await orders_in(world, "paid", ["1", "2"])
    versions = {i: (await world.order(i))["version"] for i in (one, other)}
    await world.do("order.tag", one, add=["x"])
    run_id = await world.start("order.cancel", [one, other], {"reason": "x"}, versions=versions)
    assert await world.finish(run_id) == {one: "conflict actions.conflict", other: "ok"}
    assert (await world.order(one))["state"] == "paid"


async def test_undo_leaves_orders_alone_that_changed_since(world: World) -> None:
    await fill(world)
    one, other = await orders_in(world, "paid", ["1", "2"])
    run_id = await world.start("order.tag", [one, other], {"add": ["x"]})
    await world.finish(run_id)
    await world.do("order.priority", one)
    assert await world.undo(run_id) == {one: "conflict actions.conflict", other: "ok"}
    assert [(await world.order(i))["tags"] for i in (one, other)] == [["x"], []]


async def test_a_bulk_action_has_an_outcome_for_each_of_thousands(world: World) -> None:
    await fill(world)
    await world.put(*(order_message(str(n), "paid", sold("A")) for n in range(2_000)))
    await world.drain()
    ids = [row[0] for row in await world.rows("SELECT id FROM orders ORDER BY id")]
    await world.act("order.hold", ids[:300], reason="look")
    found = await world.act("order.cancel", ids, reason="recall")
    assert found == dict.fromkeys(ids, "ok")
    again = await world.act("order.cancel", [*ids, 1], reason="recall")
    assert again == {**dict.fromkeys(ids, "refused actions.state"), 1: "refused orders.not_found"}
    assert await world.one("SELECT sum(to_ship_qty) FROM stock_pool") == 0
    assert await world.broken() == {}


async def test_a_bulk_action_over_orders_that_refuse_is_read_once_a_batch(world: World) -> None:
    await fill(world)
    ids = await orders_in(world, "paid", [str(n) for n in range(150)])
    await world.run("UPDATE fulfillment_order SET state = 'planned'")
    run_id = await world.start("order.ship", ids, PARAMS["order.ship"])
    before = await world.one("SELECT last_value FROM record_id")
    assert await world.finish(run_id) == dict.fromkeys(ids, "refused actions.not_released")
    assert await world.one("SELECT last_value FROM record_id") - before <= 3_000, "one read of 150 orders takes 900 ids"
