"""Split, merge, unmerge and clone move money and units; they make and lose none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.message import order_message, sold
from builders.order import add_order, make_batch
from danshu.domain.orders.model import Order
from danshu.domain.orders.rules import family
from danshu.domain.orders.rules.states import refresh
from danshu.kernel.money import refund_of_units

MONEY = ("goods_minor", "discount_minor", "freight_minor", "tax_minor", "total_minor", "paid_minor", "refunded_minor")
LINES = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 6), st.integers(0, 99_999)), min_size=1, max_size=4)


def totals(orders: list[Order]) -> dict[str, int]:
    found = {name: sum(getattr(order, name) for order in orders) for name in MONEY}
    found["units"] = sum(line.open_qty for order in orders for line in order.stocked_lines())
    found["line paid"] = sum(line.paid_minor for order in orders for line in order.lines if line.parent_line_no is None)
    return found


def sound(order: Order) -> None:
    """What `verify` says of money holds for every member of the family."""
    heads = [line for line in order.lines if line.parent_line_no is None]
    assert order.goods_minor == sum(line.goods_minor for line in heads)
    assert order.goods_minor - order.discount_minor == sum(line.paid_minor for line in heads)
    assert min(getattr(order, name) for name in MONEY if name != "discount_minor") >= 0


@given(LINES, st.data(), st.integers(0, 5000), st.integers(0, 3000))
def test_splits_conserve_money_and_units(
    lines: list[tuple[str, int, int]], data: st.DataObject, off: int, freight: int
) -> None:
    batch = make_batch()
    message = order_message("1", "paid", *(sold(*line) for line in lines), discount_minor=off, freight_minor=freight)
    order = add_order(batch, message)
    before, whole = totals([order]), {line.line_no: (line.paid_minor, line.qty) for line in order.lines}
    part = {line.line_no: data.draw(st.integers(0, line.qty)) for line in order.lines}
    parts = [{line_no: qty for line_no, qty in part.items() if qty}]
    if not parts[0]:
        return
    made = family.split(batch, order, parts)
    assert totals([order, *made]) == before
    for one in (order, *made):
        sound(one)
    # Each unit keeps the cents that it could have been refunded before.
    for (line_no, qty), moved in zip(sorted(parts[0].items()), made[0].lines, strict=True):
        paid, all_units = whole[line_no]
        kept = order.line(line_no)
        assert kept is not None and moved.qty == qty
        cents = [refund_of_units(paid, all_units, n, 1) for n in range(all_units)]
        assert [refund_of_units(kept.paid_minor, kept.qty, n, 1) for n in range(kept.qty)] == cents[: kept.qty]
        assert moved.paid_minor == sum(cents[kept.qty :])
    assert made[0].number == f"{order.number}-1" and made[0].related == {"split_from": order.id}


@given(LINES, LINES, st.integers(0, 500))
def test_unmerge_is_the_exact_opposite_of_merge(
    one: list[tuple[str, int, int]], other: list[tuple[str, int, int]], freight: int
) -> None:
    batch = make_batch()
    first = add_order(batch, order_message("1", "paid", *(sold(*line) for line in one)))
    second = add_order(
        batch, order_message("2", "paid", *(sold(*line) for line in other), sold("SET"), freight_minor=freight)
    )
    was = [(totals([order]), [(line.line_no, line.sku_id, line.qty, line.parent_line_no) for line in order.lines],
            [source.source_no for source in order.sources]) for order in (first, second)]  # fmt: skip
    together = totals([first, second])
    family.merge(batch, first, [second])
    assert totals([first]) == together and not any(totals([second]).values())
    assert len({line.line_no for line in first.lines}) == len(first.lines)
    assert {source.source_no for source in first.sources} == {"1", "2"}
    sound(first)
    refresh(second)
    assert (second.state, second.close_reason, second.related) == ("closed", "merged", {"merged_into": first.id})
    family.unmerge(batch, first, batch.orders)
    now = [(totals([order]), [(line.line_no, line.sku_id, line.qty, line.parent_line_no) for line in order.lines],
            [source.source_no for source in order.sources]) for order in (first, second)]  # fmt: skip
    assert now == was
    assert (first.related, second.related, second.closed_at) == (None, None, None)


def test_what_holds_an_order_holds_its_goods_wherever_they_go() -> None:
    batch = make_batch()
    order = add_order(batch, order_message("1", "paid", sold("A", 2)))
    other = add_order(batch, order_message("2"))
    for code in ("manual", "channel.locked", "stock.short"):
        batch.hold(order, code, "why", "test")
    (part,) = family.split(batch, order, [{1: 1}])
    assert [hold.code for hold in part.holds] == ["manual", "channel.locked"]
    family.merge(batch, other, [order])
    assert [hold.code for hold in other.holds] == ["manual", "channel.locked"]
    assert not any(hold.released_at is None for hold in order.holds)


@pytest.mark.parametrize("cancelled", [0, 1])
def test_a_clone_sends_the_open_units_once_more_free_of_charge(cancelled: int) -> None:
    batch = make_batch()
    order = add_order(batch, order_message("1", "paid", sold("A", 2), sold("SET", 1)))
    order.lines[0].cancelled_qty = cancelled
    made = family.clone(batch, order)
    assert [(line.kind, line.sku_id, line.qty) for line in made.lines] == [(0, 1, 2 - cancelled), (0, 1, 2), (0, 2, 1)]
    assert not any(getattr(made, name) for name in MONEY) and made.payment == "paid"
    assert family.clone(batch, order).number == f"{order.number}-C2"
