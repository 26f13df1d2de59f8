"""Orders go from a message to completion, on a real database, and nothing that `verify` proves breaks on the way."""

from __future__ import annotations

from datetime import timedelta

from builders.message import NOON, URUMQI, order_message, sold
from builders.world import World
from danshu.sdk.orders import Receiver


async def test_a_paid_order_goes_from_message_to_completed(world: World) -> None:
    await world.stock("A", 5)
    await world.send(order_message("1", "paid", sold("A", 2)))
    order_id = await world.order_id("1")
    order = await world.order(order_id)
    assert (order["state"], order["stage"], order["warehouse_ids"]) == ("paid", "shipping", [1])
    assert order["promise_at"] is not None and order["released_at"] is not None
    assert await world.rows("SELECT on_hand_qty, to_ship_qty FROM stock_pool WHERE sku_id = 1") == [(5, 2)]

    assert await world.do("order.start_picking", order_id) == "ok"
    assert (await world.order(order_id))["state"] == "picking"
    assert await world.do("order.ship", order_id, courier="SF", tracking_no="SF100") == "ok"
    order = await world.order(order_id)
    assert (order["state"], order["stage"], order["shipped_qty"]) == ("shipped", "tracking", 2)
    assert await world.rows("SELECT on_hand_qty, to_ship_qty FROM stock_pool WHERE sku_id = 1") == [(3, 0)]
    assert await world.rows("SELECT tracking_no FROM parcel") == [("SF100",)]

    assert await world.do("order.sign", order_id) == "ok"
    assert await world.rows("SELECT delivered_at IS NOT NULL FROM parcel") == [(True,)]
    world.clock.advance(days=6, hours=23)
    await world.drain()
    assert (await world.order(order_id))["state"] == "shipped"
    world.clock.advance(hours=1)
    await world.drain()
    order = await world.order(order_id)
    assert (order["state"], order["stage"], order["run_at"]) == ("completed", "done", None)
    kinds = await world.rows("SELECT s->>'kind' FROM event, jsonb_array_elements(steps) AS s ORDER BY id")
    assert [kind for (kind,) in kinds] == [
        "order.accepted", "order.reserved", "order.promised", "order.sourced", "order.released", "order.picking",
        "order.shipped", "order.delivered", "order.completed",
    ]  # fmt: skip
    assert await world.broken() == {}


async def test_a_hold_in_the_seven_days_does_not_complete_an_order_early(world: World) -> None:
    await world.stock("A", 5)
    await world.send(order_message("1"))
    order_id = await world.order_id("1")
    await world.do("order.ship", order_id, courier="SF", tracking_no="SF100")
    await world.do("order.sign", order_id)
    await world.do("order.hold", order_id, reason="ask")
    await world.do("order.release_hold", order_id)
    await world.drain()
    assert (await world.order(order_id))["state"] == "shipped"
    await world.do("order.hold", order_id, reason="dispute")
    world.clock.advance(days=8)
    await world.drain()
    assert (await world.order(order_id))["state"] == "shipped"
    await world.do("order.release_hold", order_id)
    await world.drain()
    assert (await world.order(order_id))["state"] == "completed"


async def test_a_partial_shipment_waits_for_the_rest(world: World) -> None:
    await world.stock("A", 5)
    await world.send(order_message("1", "paid", sold("A", 3)))
    order_id = await world.order_id("1")
    part = [{"line_no": 1, "qty": 1}]
    assert await world.do("order.ship", order_id, courier="SF", tracking_no="SF1000", lines=part) == "ok"
    order = await world.order(order_id)
    assert (order["state"], order["unit_qty"], order["shipped_qty"]) == ("picking", 3, 1)
    await world.do("order.sign", order_id)
    assert (await world.order(order_id))["delivered_at"] is None
    refused = await world.do(
        "order.ship", order_id, courier="SF", tracking_no="SF1001", lines=[{"line_no": 1, "qty": 3}]
    )
    assert refused == "refused actions.not_released"
    assert await world.do("order.ship", order_id, courier="SF", tracking_no="SF1001") == "ok"
    assert (await world.order(order_id))["state"] == "shipped"
    assert await world.rows("SELECT qty FROM parcel_line ORDER BY parcel_id") == [(1,), (2,)]
    await world.do("order.sign", order_id)
    assert (await world.order(order_id))["delivered_at"] is not None
    assert await world.broken() == {}


async def test_cancelling_the_rest_of_a_partial_shipment_ends_it_as_shipped(world: World) -> None:
    await world.stock("A", 5)
    await world.send(order_message("1", "paid", sold("A", 3)))
    order_id = await world.order_id("1")
    await world.do("order.ship", order_id, courier="SF", tracking_no="SF1000", lines=[{"line_no": 1, "qty": 1}])
    assert await world.do("order.cancel_line", order_id, line_no=1, qty=2) == "ok"
    order = await world.order(order_id)
    assert (order["state"], order["stage"], order["unit_qty"]) == ("shipped", "tracking", 1)
    assert order["shipped_at"] is not None
    assert await world.rows("SELECT on_hand_qty, to_ship_qty FROM stock_pool WHERE sku_id = 1") == [(4, 0)]
    assert await world.broken() == {}


async def test_a_bundle_ships_as_its_components(world: World) -> None:
    await world.stock("A", 4)
    await world.stock("B", 2)
    await world.send(order_message("1", "paid", sold("SET", 2, 2550)))
    order_id = await world.order_id("1")
    lines = await world.lines(order_id)
    assert [(line["kind"], line["sku_id"], line["qty"], line["paid_minor"]) for line in lines] == [
        (1, 4, 2, 5100), (2, 1, 4, 2040), (2, 2, 2, 3060),
    ]  # fmt: skip
    assert await world.do("order.ship", order_id, courier="SF", tracking_no="SF1000") == "ok"
    assert await world.rows("SELECT sku_id, on_hand_qty, to_ship_qty FROM stock_pool ORDER BY 1") == [
        (1, 0, 0),
        (2, 0, 0),
    ]
    assert await world.broken() == {}


async def test_several_warehouses_serve_what_none_has_alone(world: World) -> None:
    await world.stock("A", 2, 1)
    await world.stock("A", 2, 2)
    await world.send(order_message("1", "paid", sold("A", 3), receiver=URUMQI))
    order_id = await world.order_id("1")
    order = await world.order(order_id)
    assert (order["warehouse_id"], order["warehouse_ids"]) == (-1, [1, 2])
    assert await world.do("order.ship", order_id, courier="SF", tracking_no="SF1000") == "ok"
    assert await world.one("SELECT count(*) FROM parcel") == 2
    assert await world.broken() == {}


async def test_short_orders_are_served_by_priority_and_then_by_payment(world: World) -> None:
    paid = [order_message(str(n), "paid", sold("A", 2), paid_at=NOON - timedelta(minutes=10 - n)) for n in range(5)]
    await world.send(*paid)
    ids = [await world.order_id(str(n)) for n in range(5)]
    assert {(await world.order(i))["hold_codes"][0] for i in ids} == {"stock.short"}
    await world.do("order.priority", ids[3])
    await world.stock("A", 5)
    await world.drain()
    released = [i for i in ids if (await world.order(i))["stage"] == "shipping"]
    assert released == [ids[0], ids[3]]
    assert await world.one("SELECT reserved_qty FROM order_line WHERE order_id = %s", ids[1]) == 1, (
        "the next takes the rest"
    )
    await world.stock("A", 1)
    await world.drain()
    assert (await world.order(ids[1]))["stage"] == "shipping"
    assert await world.broken() == {}


async def test_shops_that_reserve_at_review_get_their_stock_when_it_arrives(world: World) -> None:
    await world.send(order_message("1", "paid", sold("A", 2)), shop_id=4)
    order_id = await world.order_id("1", 4)
    assert (await world.order(order_id))["hold_codes"] == ["stock.short"]
    await world.stock("A", 2)
    await world.drain()
    order = await world.order(order_id)
    assert (order["hold_codes"], order["stage"]) == ([], "shipping")
    assert await world.broken() == {}


async def test_an_unmatched_item_holds_its_order_until_it_is_matched(world: World) -> None:
    await world.stock("A", 5)
    await world.send(order_message("1", "paid", sold("A"), sold("UNKNOWN", 2)))
    order_id = await world.order_id("1")
    assert (await world.order(order_id))["hold_codes"] == ["sku.unmatched"]
    assert await world.rows("SELECT item_code, sku_id FROM listing") == [("UNKNOWN", None)]
    assert await world.do("order.change_line", order_id, line_no=2, sku="A") == "ok"
    order = await world.order(order_id)
    assert (order["hold_codes"], order["stage"], order["unit_qty"]) == ([], "shipping", 3)
    assert await world.broken() == {}


async def test_a_bundle_without_components_waits_as_an_unmatched_item(world: World) -> None:
    await world.run("DELETE FROM bundle_component")
    await world.send(order_message("1", "paid", sold("SET")))
    order = await world.order(await world.order_id("1"))
    assert (order["state"], order["hold_codes"], order["closed_at"]) == ("paid", ["sku.unmatched"], None)
    assert await world.broken() == {}


async def test_an_address_mended_by_hand_ends_its_hold(world: World) -> None:
    await world.stock("A", 5)
    await world.send(order_message("1", receiver=Receiver(name="王", phone="13800001111", address="不知道哪里")))
    order_id = await world.order_id("1")
    assert (await world.order(order_id))["hold_codes"] == ["address.incomplete"]
    place = {"province": "浙江省", "city": "杭州市", "district": "西湖区", "detail": "文三路 1 号"}
    assert await world.do("order.edit_address", order_id, **place) == "ok"
    order = await world.order(order_id)
    assert (order["hold_codes"], order["stage"], order["city"]) == ([], "shipping", "杭州市")


async def test_orders_that_no_warehouse_could_ship_try_again_when_stock_arrives(world: World) -> None:
    await world.stock("A", 2, 2)
    await world.run("UPDATE warehouse SET active = false WHERE id = 2")
    await world.send(order_message("1", "paid", sold("A", 2)))
    order_id = await world.order_id("1")
    assert (await world.order(order_id))["hold_codes"] == ["sourcing.none"]
    assert await world.do("order.release_hold", order_id) == "ok"
    assert (await world.order(order_id))["hold_codes"] == ["sourcing.none"]
    await world.stock("A", 2, 1)
    await world.drain()
    order = await world.order(order_id)
    assert (order["hold_codes"], order["warehouse_ids"]) == ([], [1])
    assert await world.broken() == {}
