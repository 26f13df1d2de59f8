"""Whatever moves in whatever order, the book stays sound, and its entries add up to its balances."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.order import make_book
from danshu.domain.inventory.model import Pool
from danshu.domain.inventory.rules import StockBook, broken_invariants
from danshu.kernel.errors import DanshuError

OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(
            ["reserve", "unreserve", "pay", "allocate", "deallocate", "ship", "unship", "receive", "adjust", "freeze", "unfreeze"]
        ),
        st.integers(1, 2), st.integers(1, 2), st.integers(-9, 9), st.booleans(),
    ),
    max_size=40,
)  # fmt: skip


def attempt(book: StockBook, what: str, sku: int, place: int, n: int, paid: bool) -> None:
    """One movement within what the callers promise: nobody gives back or ships more than is claimed."""
    pool, node, qty = book.pool(sku), book.node(sku, place), abs(n)
    by_order: Any = {"order_id": 1, "line_no": 1}
    if what == "reserve":
        book.reserve(sku, qty, paid=paid, **by_order)
    elif what == "unreserve":
        spare = pool.to_ship - sum(one.allocated for one in book.nodes[sku].values()) if paid else pool.unpaid
        book.unreserve(sku, max(min(qty, spare), 0), paid=paid, **by_order)
    elif what == "pay":
        book.pay(sku, min(qty, pool.unpaid), **by_order)
    elif what == "allocate":
        book.allocate(
            sku, place, min(qty, pool.to_ship - sum(one.allocated for one in book.nodes[sku].values())), **by_order
        )
    elif what == "deallocate":
        book.deallocate(sku, place, min(qty, node.allocated), **by_order)
    elif what in ("ship", "unship"):
        shipped = min(qty, node.allocated)
        book.ship(sku, place, shipped, **by_order)
        if what == "unship":
            book.unship(sku, place, shipped, **by_order)
    elif what == "receive":
        book.receive(sku, place, qty)
    elif what == "adjust":
        book.adjust(sku, place, n, reason="test")
    elif what == "freeze":
        book.freeze(sku, place, qty, reason="test")
    else:
        book.unfreeze(sku, place, qty, reason="test")


@settings(max_examples=200)
@given(OPERATIONS)
def test_random_movements_leave_the_book_sound(operations: list[tuple[str, int, int, int, bool]]) -> None:
    book = make_book({1: {1: 5, 2: 3}, 2: {1: 8}})
    start = deepcopy((book.pools, dict(book.nodes)))
    for operation in operations:
        before = levels(book)
        try:
            attempt(book, *operation)
        except DanshuError as error:
            assert error.code in ("stock.node_short", "stock.claimed", "stock.not_frozen")
            assert levels(book) == before, "a refusal changes nothing"
        assert broken_invariants(book) == []
    assert_entries_add_up(book, start)


def levels(book: StockBook) -> object:
    """All that the book says, but for balances that were looked at and are empty."""
    pools = {sku: pool for sku, pool in deepcopy(book.pools).items() if pool != Pool(sku)}
    nodes = {
        (sku, place): (node.on_hand, node.allocated, node.frozen)
        for sku, places in book.nodes.items()
        for place, node in places.items()
        if node.on_hand or node.allocated or node.frozen
    }
    return pools, nodes, list(book.entries), set(book.arrived)


def assert_entries_add_up(book: StockBook, start) -> None:  # type: ignore[no-untyped-def]
    pools, nodes = start
    for sku, pool in book.pools.items():
        own = [entry for entry in book.entries if entry.sku_id == sku]
        old = pools.get(sku)
        for name in ("on_hand", "to_ship", "unpaid", "frozen"):
            assert getattr(pool, name) == (getattr(old, name) if old else 0) + sum(getattr(e, name) for e in own)
        for place, node in book.nodes[sku].items():
            here = [entry for entry in own if entry.warehouse_id == place]
            was = nodes.get(sku, {}).get(place)
            for name in ("on_hand", "allocated", "frozen"):
                assert getattr(node, name) == (getattr(was, name) if was else 0) + sum(getattr(e, name) for e in here)


def test_a_reservation_takes_what_there_is_and_no_more() -> None:
    book = make_book({1: {1: 3}})
    assert book.reserve(1, 5, paid=True, order_id=1, line_no=1) == 3
    assert book.reserve(1, 5, paid=True, order_id=2, line_no=1) == 0
    assert book.reserve(7, 1, paid=True, order_id=2, line_no=1) == 0
    assert [entry.to_ship for entry in book.entries] == [3]


def test_only_what_becomes_available_wakes_orders() -> None:
    book = make_book({1: {1: 3}, 2: {1: 3}})
    book.reserve(1, 2, paid=False, order_id=1, line_no=1)
    book.adjust(1, 1, -1, reason="lost")
    book.freeze(2, 1, 1, reason="look")
    assert book.arrived == set()
    book.unreserve(1, 2, paid=False, order_id=1, line_no=1)
    book.unfreeze(2, 1, 1, reason="fine")
    assert book.arrived == {1, 2}


def test_returns_in_transit_count_only_where_the_sku_says_so() -> None:
    book = make_book({1: {1: 1}})
    book.pool(1).returning = 4
    assert book.pool(1).available == 1
    book.pool(1).counts_returning = True
    assert book.pool(1).available == 5


def test_units_that_are_claimed_elsewhere_are_not_taken_out_of_sale() -> None:
    book = make_book({1: {1: 2, 2: 2}})
    book.reserve(1, 3, paid=True, order_id=1, line_no=1)
    with pytest.raises(DanshuError, match="Only 1 units"):
        book.freeze(1, 1, 2, reason="look")
    assert book.pool(1).frozen == 0
