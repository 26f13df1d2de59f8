"""`verify` is silent on a sound house and names every planted corruption by the one check that is there for it."""

from __future__ import annotations

import pytest

from builders.message import order_message, sold
from builders.world import World
from danshu.views.verify import CHECKS

ONE = "(SELECT order_id FROM order_source WHERE source_no = '1')"
LEDGER = (
    "INSERT INTO stock_ledger (at, sku_id, warehouse_id, kind, on_hand, to_ship, unpaid, allocated, frozen, returning_in, actor)"
    " VALUES ('2026-01-01Z', 3, "
)
UNLOCKED = "ALTER TABLE stock_ledger DISABLE TRIGGER stock_ledger_append_only"

# check -> statements that break only it. ONE is the id of order 1; orders are 1 (partly shipped), 2 (released), 3 (unpaid), 4 (bundle), 5 (closed).
CORRUPTIONS: dict[str, list[str]] = {
    "stock.pool_ledger": [
        UNLOCKED, "UPDATE stock_ledger SET to_ship = to_ship + 1 WHERE id = (SELECT min(id) FROM stock_ledger)",
    ],
    "stock.node_ledger": [UNLOCKED, "UPDATE stock_ledger SET allocated = allocated - 1 WHERE kind = 'receive' AND sku_id = 1"],
    "stock.pool_nodes": [
        UNLOCKED,
        "UPDATE stock_pool SET on_hand_qty = on_hand_qty + 1 WHERE sku_id = 3",
        LEDGER + "0, 'adjust', 1, 0, 0, 0, 0, 0, 'test')",
    ],
    "stock.pool_holders": [
        "UPDATE stock_pool SET to_ship_qty = to_ship_qty + 1 WHERE sku_id = 3",
        LEDGER + "0, 'reserve', 0, 1, 0, 0, 0, 0, 'test')",
    ],
    "stock.node_holders": [
        "UPDATE stock_node SET allocated_qty = allocated_qty + 1 WHERE sku_id = 3",
        LEDGER + "1, 'allocate', 0, 0, 0, 1, 0, 0, 'test')",
    ],
    "orders.line_quantities": ["UPDATE order_line SET delivered_qty = 3 WHERE order_id = ONE"],
    "orders.line_places": [
        # A unit of one SKU changes places between two lines of one order.
        "UPDATE fulfillment_line SET qty = CASE line_no WHEN 1 THEN 3 ELSE 1 END WHERE order_id = ONE",
    ],
    "orders.parcels": ["UPDATE parcel_line SET qty = qty + 1"],
    "orders.states": [
        "UPDATE orders SET state = 'paid' WHERE id = ONE",
        "UPDATE order_count SET state = 'paid' WHERE state = 'picking'",
    ],
    "orders.summaries": ["UPDATE orders SET unit_qty = unit_qty + 1 WHERE id = ONE"],
    "orders.counts": ["UPDATE order_count SET n = n + 1 WHERE state = 'closed'"],
    "orders.sources": ["DELETE FROM order_source WHERE source_no = '2'"],
    "orders.stories": ["DELETE FROM raw_payload WHERE order_id = ONE"],
    "orders.money": ["UPDATE orders SET discount_minor = discount_minor + 1 WHERE id = ONE"],
    "orders.closed": [
        # The order of B1's two end states that holds stock: completed, with a unit still claimed.
        "UPDATE orders SET completed_at = '2026-03-05Z', state = 'completed'"
        " WHERE id = (SELECT order_id FROM order_source WHERE source_no = '2')",
    ],
    "orders.stuck": ["UPDATE orders SET run_at = '2026-03-04Z' WHERE id = ONE"],
}  # fmt: skip
# The same corruption by another door of the same check.
MORE: list[tuple[str, str]] = [
    ("orders.sources", "UPDATE order_source SET order_id = 5 WHERE source_no = '5'"),
    ("orders.stories", "DELETE FROM contact WHERE order_id = ONE"),
    ("orders.stories", "DELETE FROM event WHERE order_id = ONE"),
    ("orders.money", "UPDATE order_line SET paid_minor = paid_minor + 1 WHERE kind = 2 AND sku_id = 2"),
    ("orders.money", "UPDATE orders SET refunded_minor = -1 WHERE id = ONE"),
    ("orders.summaries", "UPDATE order_hold SET released_at = NULL, released_by = NULL"),
    ("orders.stuck", "INSERT INTO inbox SELECT 1, 1, 'x', '2026-01-01Z', '2026-01-01Z', 'api', false, '', 1"),
]


async def fill(world: World) -> None:
    for sku in ("A", "B", "C"):
        await world.stock(sku, 20)
    await world.send(
        order_message("1", "paid", sold("A", 2), sold("A", 2, source_line_no="x")), order_message("2"),
        order_message("3", "pending_payment"), order_message("4", "paid", sold("SET")), order_message("5"),
    )  # fmt: skip
    one, closed = await world.order_id("1"), await world.order_id("5")
    await world.do("order.ship", one, courier="SF", tracking_no="SF1000", lines=[{"line_no": 1, "qty": 1}])
    await world.do("order.hold", closed, reason="look")
    await world.do("order.release_hold", closed)
    await world.do("order.cancel", closed, reason="not wanted")
    await world.drain()


def test_every_check_has_its_corruption() -> None:
    assert {check.code for check in CHECKS} == CORRUPTIONS.keys()


async def test_a_sound_house_has_no_findings(world: World) -> None:
    assert await world.broken() == {}
    await fill(world)
    assert await world.broken() == {}


@pytest.mark.parametrize("code", CORRUPTIONS)
async def test_a_planted_corruption_is_named_by_its_check_alone(world: World, code: str) -> None:
    await fill(world)
    for statement in CORRUPTIONS[code]:
        await world.run(statement.replace("ONE", ONE))
    found = await world.broken()
    assert found.keys() == {code}, found
    record, detail = found[code][0]
    assert record and detail


@pytest.mark.parametrize(("code", "statement"), MORE)
async def test_other_corruptions_of_a_check_are_named_too(world: World, code: str, statement: str) -> None:
    await fill(world)
    await world.run(statement.replace("ONE", ONE))
    found = await world.broken()
    assert code in found, found
