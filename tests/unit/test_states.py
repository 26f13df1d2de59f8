"""B1's states come from payment, quantities, holds and end dates by one rule; every combination is looked at."""

from __future__ import annotations

from itertools import product

import pytest

from builders.message import NOON, order_message, sold
from builders.order import add_order, make_batch
from danshu.domain.orders.model import HOLD_KINDS, Hold, Order
from danshu.domain.orders.rules.states import derive_state, refresh


def order_with(**values: object) -> Order:
    order = add_order(make_batch(), order_message("1", "paid", sold("A", 4)))
    for name, value in values.items():
        setattr(order.lines[0] if hasattr(order.lines[0], name) and name.endswith("_qty") else order, name, value)
    return order


def expected(payment: str, cancelled: int, picking: int, shipped: int, returned: int, held: bool, ended: str) -> str:
    """The same rule told in other words: what ends an order first, then how far its goods are."""
    wanted = 4 - cancelled
    if ended == "closed" or wanted == 0 or returned >= wanted:
        return "closed"
    if ended == "completed":
        return "completed"
    if shipped >= wanted:
        return "shipped"
    if payment in ("unpaid", "deposit"):
        return "pending_payment"
    return "picking" if picking or shipped else "in_review" if held else "paid"


def test_every_combination_has_its_state() -> None:
    payments = ("unpaid", "deposit", "paid", "refunded")
    for payment, cancelled, picking, shipped, returned, held, ended in product(
        payments, (0, 1, 4), (0, 2, 4), (0, 2, 3, 4), (0, 3, 4), (False, True), ("", "completed", "closed")
    ):
        order = order_with(payment=payment)
        line = order.lines[0]
        line.cancelled_qty, line.picking_qty, line.shipped_qty, line.returned_qty = (
            cancelled,
            picking,
            shipped,
            returned,
        )
        order.closed_at = NOON if ended == "closed" else None
        order.completed_at = NOON if ended == "completed" else None
        order.holds = [Hold("manual", NOON, "user:1", "look")] if held else []
        found = derive_state(order)
        assert found == expected(payment, cancelled, picking, shipped, returned, held, ended), order


@pytest.mark.parametrize("kind", HOLD_KINDS, ids=lambda kind: kind.code)
def test_only_holds_that_a_person_reviews_show_as_in_review(kind) -> None:  # type: ignore[no-untyped-def]
    order = order_with()
    order.holds = [Hold(kind.code, NOON, "test", "why")]
    assert derive_state(order) == ("in_review" if kind.reviews else "paid")
    order.holds[0].released_at = NOON
    assert derive_state(order) == "paid"


def test_a_bundle_counts_by_its_components() -> None:
    order = add_order(make_batch(), order_message("1", "paid", sold("SET", 2)))
    for line in order.stocked_lines():
        line.shipped_qty = line.qty
    assert derive_state(order) == "shipped"
    refresh(order)
    assert (order.unit_qty, order.shipped_qty, order.line_count) == (6, 6, 3)


def test_an_order_whose_units_are_all_cancelled_ends() -> None:
    order = order_with(run_at=NOON, stage="sourcing")
    order.lines[0].cancelled_qty = 4
    refresh(order)
    assert (order.state, order.stage, order.run_at, order.closed_at) == ("closed", "done", None, order.last_step_at)


def test_an_order_whose_last_units_are_cancelled_has_left() -> None:
    order = order_with(stage="shipping")
    line = order.lines[0]
    line.released_qty = line.picking_qty = line.shipped_qty = 3
    line.cancelled_qty = 1
    refresh(order)
    assert (order.state, order.stage, order.shipped_at) == ("shipped", "tracking", order.last_step_at)
