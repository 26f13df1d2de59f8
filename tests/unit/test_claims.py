"""Line quantities and the stock book move together; bundles and their components, too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.message import NOON, order_message, sold
from builders.order import add_order, make_batch, make_book
from danshu.domain.fulfillment.model import FulfillmentLine, FulfillmentOrder
from danshu.domain.inventory.rules import broken_invariants
from danshu.domain.orders.model import Order
from danshu.domain.orders.rules import claims
from danshu.domain.orders.rules.batch import Batch
from danshu.kernel.errors import DanshuError


def held(batch: Batch, order: Order) -> None:
    """The book holds exactly what the order's lines hold."""
    assert broken_invariants(batch.book) == []
    for sku_id, pool in batch.book.pools.items():
        lines = [line for line in order.lines if line.sku_id == sku_id]
        assert pool.to_ship + pool.unpaid == sum(line.reserved_qty for line in lines)
        assert sum(node.allocated for node in batch.book.nodes[sku_id].values()) == sum(
            line.allocated_qty for line in lines
        )
    for line in order.lines:
        assert (
            0 <= line.allocated_qty <= line.reserved_qty <= line.qty - line.cancelled_qty - line.shipped_qty
            or line.kind == 1
        )


def place(batch: Batch, order: Order, warehouse_id: int, share: int) -> None:
    """Allocates up to `share` units of each line at a warehouse, as sourcing does."""
    fulfillment = FulfillmentOrder(batch.new_id(), order.id, warehouse_id, "planned", NOON)
    for line in order.stocked_lines():
        if line.sku_id is None:
            continue
        qty = min(share, line.reserved_qty - line.allocated_qty, batch.book.node(line.sku_id, warehouse_id).free)
        if qty > 0:
            batch.book.allocate(line.sku_id, warehouse_id, qty, order_id=order.id, line_no=line.line_no)
            line.allocated_qty += qty
            fulfillment.lines.append(FulfillmentLine(line.line_no, line.sku_id, qty))
    order.fulfillments.append(fulfillment)


LINES = st.lists(st.tuples(st.sampled_from(["A", "B", "SET", "UNKNOWN"]), st.integers(1, 4)), min_size=1, max_size=4)


@given(LINES, st.booleans(), st.lists(st.tuples(st.integers(1, 12), st.integers(1, 4)), max_size=6), st.integers(0, 3))
def test_claims_and_the_book_agree_whatever_is_cancelled(
    lines: list[tuple[str, int]], paid: bool, cancels: list[tuple[int, int]], share: int
) -> None:
    batch = make_batch(make_book({1: {1: 6, 2: 3}, 2: {1: 2}}))
    status = "paid" if paid else "pending_payment"
    order = add_order(batch, order_message("1", status, *(sold(code, qty) for code, qty in lines)))
    short = claims.reserve(batch, order)
    assert short == sum(max(line.short_qty, 0) for line in order.stocked_lines() if line.sku_id is not None)
    held(batch, order)
    if paid:
        place(batch, order, 1, share)
        place(batch, order, 2, share)
        held(batch, order)
    for line_no, qty in cancels:
        line = order.line(line_no)
        if line is None or line.parent_line_no is not None:
            continue
        left = claims.cancellable(order, line)
        if qty > left:
            with pytest.raises(DanshuError, match="not shipped"):
                claims.cancel_units(batch, order, line, qty, "test")
        else:
            claims.cancel_units(batch, order, line, qty, "test")
        held(batch, order)
    claims.cancel_open(batch, order, "test")
    held(batch, order)
    assert all(line.open_qty == 0 for line in order.lines) and not any(line.reserved_qty for line in order.lines)


def test_paying_turns_claims_into_claims_to_ship() -> None:
    batch = make_batch()
    order = add_order(batch, order_message("1", "pending_payment", sold("A", 3)))
    claims.reserve(batch, order)
    assert (batch.book.pool(1).unpaid, batch.book.pool(1).to_ship) == (3, 0)
    claims.pay(batch, order)
    assert (batch.book.pool(1).unpaid, batch.book.pool(1).to_ship) == (0, 3)


def test_a_bundle_that_has_left_in_part_can_not_be_cancelled() -> None:
    batch = make_batch()
    order = add_order(batch, order_message("1", "paid", sold("SET", 2)))
    claims.reserve(batch, order)
    place(batch, order, 1, 9)
    bundle, component = order.lines[0], order.lines[1]
    batch.book.ship(1, 1, 1, order_id=order.id, line_no=component.line_no)
    component.shipped_qty, component.reserved_qty, component.allocated_qty = 1, 3, 3
    order.fulfillments[0].lines[0].shipped_qty = 1
    with pytest.raises(DanshuError, match="has 1 units"):
        claims.cancel_units(batch, order, bundle, 2, "test")
    claims.cancel_units(batch, order, bundle, 1, "test")
    assert [line.cancelled_qty for line in order.lines] == [1, 2, 1]
    held(batch, order)


def test_allocated_units_that_no_fulfillment_order_holds_are_told() -> None:
    batch = make_batch()
    order = add_order(batch)
    order.lines[0].reserved_qty = order.lines[0].allocated_qty = 1
    with pytest.raises(DanshuError, match="verify") as error:
        claims.unallocate_line(batch.book, order, order.lines[0], 1)
    assert error.value.code == "orders.allocation_missing"
