"""The journey carries orders as far as nobody is needed, and goes back by backing out."""

from __future__ import annotations

from builders.message import NOON, order_message, sold
from builders.order import add_order, make_batch, make_book
from danshu.domain.inventory.rules import broken_invariants
from danshu.domain.orders.model import Order
from danshu.domain.orders.rules.batch import Batch
from danshu.pipeline.journey import JOURNEY, carry_on, finish, rewind
from danshu.stages.shipping.rules import ship, start_picking


def released(qty: int = 3) -> tuple[Batch, Order]:
    batch = make_batch()
    order = add_order(batch, order_message("1", "paid", sold("A", qty)))
    carry_on(batch)
    finish(batch)
    assert order.stage == "shipping"
    return batch, order


def test_an_order_goes_through_all_stages_that_need_nobody() -> None:
    batch, order = released()
    assert batch.handled.keys() == {"reservation", "promise", "screening", "sourcing", "release", "shipping"}
    assert (order.run_at, order.warehouse_ids, order.state) == (None, [1], "paid")
    assert {decision["stage"] for decision in batch.story(order).decisions} == {"promise", "screening", "sourcing"}


def test_an_order_waits_at_a_paused_stage_and_stays_due() -> None:
    batch = make_batch()
    order = add_order(batch)
    carry_on(batch, {"sourcing"})
    assert (order.stage, order.run_at) == ("sourcing", NOON)
    carry_on(batch)
    assert order.stage == "shipping"


def test_an_order_that_is_not_due_stays() -> None:
    batch = make_batch()
    order = add_order(batch)
    order.run_at = None
    carry_on(batch)
    assert order.stage == "reservation" and not batch.touched


def test_going_back_gives_everything_behind_the_place_back() -> None:
    batch, order = released()
    start_picking(batch, order)
    rewind(batch, order, "sourcing", "test")
    line = order.lines[0]
    assert (line.reserved_qty, line.allocated_qty, line.released_qty, line.picking_qty) == (3, 0, 0, 0)
    assert (order.stage, order.run_at, order.released_at) == ("sourcing", NOON, None)
    rewind(batch, order, "reservation", "test")
    assert line.reserved_qty == 0 and batch.book.pool(1).to_ship == 0
    assert order.promise_at is None and broken_invariants(batch.book) == []
    carry_on(batch)
    assert order.stage == "shipping"


def test_what_has_left_stays_gone_when_the_rest_goes_back() -> None:
    batch, order = released()
    ship(batch, order, {1: 1}, "SF", "SF1000")
    rewind(batch, order, "sourcing", "test")
    line = order.lines[0]
    assert (line.shipped_qty, line.released_qty, line.allocated_qty, line.reserved_qty) == (1, 1, 0, 2)
    assert [fulfillment.state for fulfillment in order.fulfillments] == ["shipped"]
    carry_on(batch)
    assert (line.allocated_qty, order.stage) == (2, "shipping")


def test_an_order_that_is_not_so_far_stays_where_it_is_and_gives_back_what_it_holds_further_on() -> None:
    batch, order = released()
    order.stage = "reservation"
    rewind(batch, order, "sourcing", "test")
    assert order.stage == "reservation" and order.lines[0].allocated_qty == 0


def test_who_paid_first_is_served_first_and_priority_before_all() -> None:
    batch = make_batch(make_book({1: {1: 2}}))
    late, early, urgent = (add_order(batch, order_message(n, "paid")) for n in "123")
    late.paid_at = NOON
    urgent.priority = 1
    carry_on(batch)
    assert [order.stage for order in (late, early, urgent)] == ["sourcing", "shipping", "shipping"]
    hold = late.open_hold("stock.short")
    assert hold is not None and hold.reason == "1 unit short"


def test_versions_rise_once_a_pass() -> None:
    batch, order = released()
    order.is_new = False
    order.version = 7
    finish(batch)
    assert order.version == 8
    assert [step.name for step in JOURNEY][-1] == "settlement"
