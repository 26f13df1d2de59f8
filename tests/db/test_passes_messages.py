"""What further messages, expiry and payment do to stored orders; and that nothing is done twice."""

from __future__ import annotations

from datetime import timedelta

from builders.message import HANGZHOU, NOON, URUMQI, order_message, sold
from builders.world import World

POOL = "SELECT on_hand_qty, to_ship_qty, unpaid_qty FROM stock_pool WHERE sku_id = 1"


async def test_an_unpaid_order_expires_only_where_the_payment_is_ours(world: World) -> None:
    await world.stock("A", 5)
    await world.send(order_message("1", "pending_payment", placed_at=NOON), shop_id=1)
    await world.send(order_message("1", "pending_payment", placed_at=NOON), shop_id=2)
    assert await world.rows(POOL) == [(5, 0, 2)]
    world.clock.advance(minutes=29)
    await world.drain()
    assert await world.rows(POOL) == [(5, 0, 2)]
    world.clock.advance(minutes=2)
    await world.drain()
    assert await world.rows(POOL) == [(5, 0, 1)]
    ours = await world.order(await world.order_id("1", 2))
    assert (ours["state"], ours["close_reason"], ours["stage"]) == ("closed", "unpaid", "done")
    assert (await world.order(await world.order_id("1", 1)))["state"] == "pending_payment"
    assert await world.broken() == {}


async def test_a_late_payment_reserves_anew_or_waits_for_stock(world: World) -> None:
    await world.stock("A", 2)
    for number in ("1", "2"):
        await world.send(order_message(number, "pending_payment", placed_at=NOON), shop_id=2)
    world.clock.advance(minutes=31)
    await world.drain()
    await world.send(order_message("3", "paid"))
    for number in ("1", "2"):
        await world.send(order_message(number, "paid", placed_at=NOON), shop_id=2)
    served, short = [await world.order(await world.order_id(number, 2)) for number in ("1", "2")]
    assert (served["state"], served["stage"], served["payment"]) == ("paid", "shipping", "paid")
    assert (short["state"], short["hold_codes"]) == ("paid", ["stock.short"])
    assert await world.broken() == {}


async def test_a_presale_deposit_waits_for_its_balance_and_never_expires(world: World) -> None:
    await world.stock("A", 1)
    await world.send(
        order_message("1", "deposit_paid", sold("A", 1, 10_000), placed_at=NOON, paid_minor=2_000), shop_id=2
    )
    order_id = await world.order_id("1", 2)
    order = await world.order(order_id)
    assert (order["state"], order["payment"], order["paid_minor"]) == ("pending_payment", "deposit", 2_000)
    assert order["hold_codes"] == ["presale.balance"]
    world.clock.advance(days=1)
    assert await world.drain() == 0
    assert await world.rows(POOL) == [(1, 0, 1)]
    await world.send(order_message("1", "paid", sold("A", 1, 10_000), placed_at=NOON), shop_id=2)
    order = await world.order(order_id)
    assert (order["stage"], order["payment"], order["paid_minor"], order["hold_codes"]) == (
        "shipping",
        "paid",
        10_000,
        [],
    )
    assert await world.broken() == {}


async def test_the_balance_marked_paid_by_hand_lets_a_presale_go_on(world: World) -> None:
    await world.stock("A", 1)
    await world.send(order_message("1", "deposit_paid", placed_at=NOON), shop_id=2)
    order_id = await world.order_id("1", 2)
    assert (await world.order(order_id))["paid_minor"] == 0, "a deposit that is not stated is not the whole price"
    assert await world.do("order.mark_paid", order_id, amount_minor=1_000) == "ok"
    order = await world.order(order_id)
    assert (order["stage"], order["hold_codes"]) == ("shipping", [])


async def test_the_channels_lock_stops_shipping_until_it_ends(world: World) -> None:
    await world.stock("A", 5)
    await world.send(order_message("1", "paid"))
    order_id = await world.order_id("1")
    await world.send(order_message("1", "locked", modified_at=NOON))
    assert (await world.order(order_id))["state"] == "in_review"
    assert await world.do("order.ship", order_id, courier="SF", tracking_no="SF1000") == "refused actions.state"
    assert (
        await world.do("order.release_hold", order_id, hold_code="channel.locked") == "refused actions.hold_has_cause"
    )
    await world.send(order_message("1", "paid", modified_at=NOON + timedelta(hours=1)))
    assert (await world.order(order_id))["hold_codes"] == []
    assert await world.do("order.ship", order_id, courier="SF", tracking_no="SF1000") == "ok"


async def test_a_cancellation_on_the_channel_gives_stock_back_or_raises_an_intercept(world: World) -> None:
    await world.stock("A", 5)
    await world.send(*(order_message(str(n), "paid", modified_at=NOON) for n in range(3)))
    ids = [await world.order_id(str(n)) for n in range(3)]
    await world.do("order.start_picking", ids[1])
    await world.do("order.ship", ids[2], courier="SF", tracking_no="SF1000")
    await world.send(*(order_message(str(n), "closed", modified_at=NOON + timedelta(hours=1)) for n in range(3)))
    states = [await world.order(order_id) for order_id in ids]
    assert [(s["state"], s["payment"], s["hold_codes"]) for s in states] == [
        ("closed", "refunded", []), ("closed", "refunded", []), ("shipped", "refunded", ["intercept"]),
    ]  # fmt: skip
    assert await world.rows(POOL) == [(4, 0, 0)]
    assert await world.broken() == {}


async def test_the_channel_cancels_what_was_split_off_too(world: World) -> None:
    await world.stock("A", 5)
    await world.send(order_message("1", "paid", sold("A", 3), modified_at=NOON))
    order_id = await world.order_id("1")
    assert await world.do("order.split", order_id, parts=[[{"line_no": 1, "qty": 1}]]) == "ok"
    (part,) = (await world.order(order_id))["related"]["split_into"]
    assert await world.do("order.split", part, parts=[[{"line_no": 1, "qty": 1}]]) == "refused actions.bad_split"
    await world.send(order_message("1", "locked", sold("A", 3), modified_at=NOON + timedelta(hours=1)))
    assert (await world.order(part))["hold_codes"] == ["channel.locked"]
    await world.send(order_message("1", "closed", sold("A", 3), modified_at=NOON + timedelta(hours=2)))
    assert [(await world.order(i))["state"] for i in (order_id, part)] == ["closed", "closed"]
    assert await world.rows(POOL) == [(5, 0, 0)]
    assert await world.broken() == {}


async def test_a_split_locked_order_stays_locked_in_all_its_parts(world: World) -> None:
    await world.stock("A", 5)
    await world.send(order_message("1", "locked", sold("A", 3), modified_at=NOON))
    order_id = await world.order_id("1")
    assert await world.do("order.split", order_id, parts=[[{"line_no": 1, "qty": 1}]]) == "ok"
    (part,) = (await world.order(order_id))["related"]["split_into"]
    assert (await world.order(part))["hold_codes"] == ["channel.locked"]
    await world.send(order_message("1", "paid", sold("A", 3), modified_at=NOON + timedelta(hours=1)))
    assert [(await world.order(i))["stage"] for i in (order_id, part)] == ["shipping", "shipping"]
    assert await world.broken() == {}


async def test_the_channel_cancels_only_its_own_lines_of_a_merged_order(world: World) -> None:
    await world.stock("A", 5)
    await world.stock("B", 5)
    await world.send(order_message("1", "paid", sold("A", 2), modified_at=NOON))
    await world.send(order_message("2", "paid", sold("B", 3), modified_at=NOON))
    first, second = await world.order_id("1"), await world.order_id("2")
    assert set((await world.act("order.merge", [first, second])).values()) == {"ok"}
    await world.send(order_message("2", "closed", sold("B", 3), modified_at=NOON + timedelta(hours=1)))
    order = await world.order(first)
    assert (order["state"], order["unit_qty"], order["payment"]) == ("paid", 2, "paid")
    assert await world.rows("SELECT sku_id, to_ship_qty FROM stock_pool ORDER BY 1") == [(1, 2), (2, 0)]
    assert await world.do("order.unmerge", first) == "ok"
    assert [(await world.order(i))["state"] for i in (first, second)] == ["paid", "closed"]
    assert await world.broken() == {}


async def test_a_merged_order_keeps_the_holds_of_all(world: World) -> None:
    await world.stock("A", 5)
    await world.send(order_message("1", "paid", modified_at=NOON), order_message("2", "locked", modified_at=NOON))
    first, second = await world.order_id("1"), await world.order_id("2")
    await world.act("order.merge", [first, second])
    assert (await world.order(first))["hold_codes"] == ["channel.locked"]
    await world.send(order_message("1", "paid", modified_at=NOON + timedelta(hours=1)))
    assert (await world.order(first))["hold_codes"] == ["channel.locked"], "the other number is still locked"
    await world.do("order.unmerge", first)
    assert (await world.order(first))["hold_codes"] == []
    assert (await world.order(second))["hold_codes"] == ["channel.locked"]
    assert await world.broken() == {}


async def test_a_new_receiver_is_taken_over_before_release_and_held_after_it(world: World) -> None:
    await world.send(order_message("1", "paid", modified_at=NOON))
    order_id = await world.order_id("1")
    later = order_message("1", "paid", modified_at=NOON + timedelta(hours=1), receiver=URUMQI)
    await world.send(later)
    order = await world.order(order_id)
    assert (order["city"], order["hold_codes"]) == ("乌鲁木齐市", ["stock.short"])
    await world.stock("A", 5)
    await world.drain()
    await world.send(order_message("1", "paid", modified_at=NOON + timedelta(hours=2), receiver=HANGZHOU))
    order = await world.order(order_id)
    assert (order["city"], order["hold_codes"]) == ("乌鲁木齐市", ["channel.changed"])


async def test_lines_of_one_code_are_compared_by_their_sum(world: World) -> None:
    await world.stock("A", 5)
    lines = (sold("A", 1), sold("A", 2))
    await world.send(order_message("1", "paid", *lines, modified_at=NOON))
    await world.send(order_message("1", "paid", *lines, modified_at=NOON + timedelta(hours=1), seller_note="x"))
    order_id = await world.order_id("1")
    assert [line["cancelled_qty"] for line in await world.lines(order_id)] == [0, 0]
    assert (await world.order(order_id))["hold_codes"] == []


async def test_a_quantity_that_a_person_set_stays(world: World) -> None:
    await world.stock("A", 5)
    await world.send(order_message("1", "paid", modified_at=NOON))
    order_id = await world.order_id("1")
    await world.do("order.change_line", order_id, line_no=1, qty=3)
    await world.send(order_message("1", "paid", modified_at=NOON + timedelta(hours=1)))
    assert (await world.order(order_id))["unit_qty"] == 3


async def test_a_line_refunded_before_the_order_came_is_not_shipped(world: World) -> None:
    await world.stock("A", 5)
    await world.stock("B", 5)
    await world.send(order_message("1", "paid", sold("A", 2, status="closed"), sold("B", 1)))
    order = await world.order(await world.order_id("1"))
    assert (order["unit_qty"], order["stage"]) == (1, "shipping")
    assert await world.rows(POOL) == [(5, 0, 0)]
    assert await world.broken() == {}


async def test_goods_that_left_outside_are_not_sent_again(world: World) -> None:
    await world.send(order_message("1", "paid", modified_at=NOON))
    await world.send(order_message("1", "shipped", modified_at=NOON + timedelta(hours=1)))
    order = await world.order(await world.order_id("1"))
    assert (order["state"], order["stage"], order["hold_codes"]) == ("shipped", "done", [])
    await world.stock("A", 5)
    await world.send(order_message("2", "paid", modified_at=NOON))
    await world.send(order_message("2", "shipped", modified_at=NOON + timedelta(hours=1)))
    order = await world.order(await world.order_id("2"))
    assert (order["state"], order["hold_codes"]) == ("in_review", ["channel.changed"])
    await world.send(order_message("1", "completed", modified_at=NOON + timedelta(hours=2)))
    order = await world.order(await world.order_id("1"))
    assert (order["state"], order["stage"]) == ("completed", "done")
    assert await world.broken() == {}


async def test_two_messages_of_one_new_order_in_one_batch(world: World) -> None:
    await world.stock("A", 5)
    later = NOON + timedelta(hours=1)
    await world.send(order_message("1", "paid", modified_at=NOON), order_message("1", "completed", modified_at=later))
    order = await world.order(await world.order_id("1"))
    assert (order["state"], order["shipped_qty"]) == ("completed", 1)
    assert await world.rows(POOL) == [(5, 0, 0)]
    assert await world.broken() == {}


async def test_the_same_messages_again_change_nothing(world: World) -> None:
    await world.stock("A", 5)
    messages = [
        order_message("1", "pending_payment", modified_at=NOON),
        order_message("1", "paid", modified_at=NOON + timedelta(hours=1)),
        order_message("2", "paid"),
        order_message("3", "closed"),
    ]
    await world.send(*messages)
    state = "SELECT to_jsonb(o) - 'version' - 'last_step' - 'last_step_at' FROM orders AS o ORDER BY id"
    before = await world.rows(state), await world.rows(POOL)
    await world.send(*messages)
    await world.send(*reversed(messages))
    assert (await world.rows(state), await world.rows(POOL)) == before
    assert await world.one("SELECT count(*) FROM order_source") == 3
    assert await world.broken() == {}


async def test_an_address_that_a_person_edited_is_not_undone_by_the_channel(world: World) -> None:
    await world.send(order_message("1", receiver=HANGZHOU))  # short: it waits before release
    order_id = await world.order_id("1")
    assert await world.do("order.edit_address", order_id, detail="延安路 8 号") == "ok"
    # The channel repeats its old receiver: nothing differs from what it said before, so our edit stays.
    await world.send(order_message("1", receiver=HANGZHOU, seller_note="again"))
    assert "channel.changed" not in (await world.order(order_id))["hold_codes"]
    # The channel changes its receiver: the edit stays, and a person compares.
    await world.send(order_message("1", receiver=URUMQI))
    order = await world.order(order_id)
    assert "channel.changed" in order["hold_codes"]
    assert order["province"] == "浙江省"
    (row,) = await world.rows("SELECT sealed FROM contact WHERE order_id = %s", order_id)
    plain = world.house.vault.open_json(row[0])
    assert (plain["detail"], plain["channel"]["detail"]) == ("延安路 8 号", URUMQI.detail)
    assert await world.broken() == {}
