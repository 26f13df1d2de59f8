"""The same messages twice, late or out of order lead to the same order; without dates an order never goes back."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.message import NOON, URUMQI, order_message, sold
from builders.order import VAULT, add_order, make_batch
from danshu.domain.catalog.model import SkuRef
from danshu.domain.inbox.model import Incoming
from danshu.domain.orders.model import Order
from danshu.domain.orders.rules import claims, messages
from danshu.domain.orders.rules.batch import Batch
from danshu.domain.orders.rules.states import refresh
from danshu.sdk.orders import OrderMessage, Receiver
from danshu.stages.intake.model import Item
from danshu.stages.intake.stage import Known, run

SKU = SkuRef(1, "A")
HISTORIES = [
    ("pending_payment", "paid"), ("pending_payment", "paid", "closed"), ("pending_payment", "cancelled"), ("paid", "locked", "paid"),
    ("pending_payment", "deposit_paid", "paid"), ("locked", "closed"), ("deposit_paid", "closed"), ("paid", "closed"),
    ("pending_payment", "deposit_paid", "paid", "locked"),
]  # fmt: skip


def history(statuses: tuple[str, ...], *, dated: bool = True) -> list[OrderMessage]:
    """One modified_at a step; the price is stated each time, as platforms do."""
    paid = {"pending_payment": 0, "cancelled": 0, "deposit_paid": 200}
    return [
        order_message(
            "1", status, sold("A", 2), modified_at=NOON + timedelta(hours=n) if dated else None,
            paid_minor=paid.get(status, 2000), paid_at=None if status in ("pending_payment", "cancelled") else NOON,
        )
        for n, status in enumerate(statuses)
    ]  # fmt: skip


def take_in(told: list[OrderMessage]) -> tuple[Batch, Order]:
    """Passes messages one after another as intake does, and claims stock between them as the journey does."""
    batch = make_batch()
    known = Known({}, {1: {"A": SKU}}, set())
    for message in told:
        incoming = Incoming(1, 1, "1", NOON, "api", False, b"")
        run(batch, [Item(0, incoming, batch.reference.shops[1], message)], known, VAULT)
        (order,) = batch.orders.values()
        if order.stage == "reservation" and order.run_at is not None:
            claims.claim(batch, order, "test")
        refresh(order)
    return batch, order


def shown(batch: Batch, order: Order) -> tuple[object, ...]:
    open_holds = sorted(hold.code for hold in order.holds if hold.released_at is None and hold.code != "stock.short")
    pool = batch.book.pool(1)
    return (
        order.state, order.payment, order.paid_minor, order.unit_qty, open_holds if order.state != "closed" else [],
        order.sources[0].status, pool.to_ship, pool.unpaid,
    )  # fmt: skip


@pytest.mark.parametrize("statuses", HISTORIES, ids="-".join)
def test_any_order_of_dated_messages_ends_the_same(statuses: tuple[str, ...]) -> None:
    told = history(statuses)
    expected = shown(*take_in(told))
    assert expected[5] == statuses[-1]
    for shuffled in permutations(told):
        assert shown(*take_in(list(shuffled))) == expected, [message.status for message in shuffled]
        assert shown(*take_in([*shuffled, *shuffled, *reversed(shuffled)])) == expected


@pytest.mark.parametrize("statuses", [h for h in HISTORIES if "locked" not in h], ids="-".join)
def test_without_dates_the_rank_decides(statuses: tuple[str, ...]) -> None:
    told = history(statuses, dated=False)
    expected = shown(*take_in(told))
    for shuffled in permutations(told):
        assert shown(*take_in(list(shuffled))) == expected


@given(st.lists(st.sampled_from(sorted(messages.RANK)), min_size=1, max_size=6))
def test_without_dates_ranks_never_go_back(statuses: list[str]) -> None:
    ranks = []
    for count in range(1, len(statuses) + 1):
        told = [order_message("1", status, seller_note=str(n)) for n, status in enumerate(statuses[:count])]
        _, order = take_in(told)
        ranks.append(messages.RANK[order.sources[0].status])
    assert ranks == sorted(ranks)


def known_order(*lines: object, **more: object) -> tuple[Batch, Order]:
    batch = make_batch()
    order = add_order(batch, order_message("1", "paid", *lines, modified_at=NOON, **more))  # type: ignore[arg-type]
    claims.claim(batch, order, "test")
    return batch, order


def tell(batch: Batch, order: Order, status: str, *lines: object, hours: int = 1, **more: object) -> str:
    message = order_message("1", status, *lines, modified_at=NOON + timedelta(hours=hours), **more)  # type: ignore[arg-type]
    return messages.apply(batch, order, order.sources[0], message, VAULT)


def test_a_repeated_message_is_a_duplicate_and_an_older_one_late() -> None:
    batch, order = known_order()
    steps = len(batch.story(order).steps)
    assert tell(batch, order, "paid", hours=0) == "duplicate"
    assert len(batch.story(order).steps) == steps
    assert tell(batch, order, "closed", hours=-1) == "late"
    assert batch.story(order).steps[-1] == {"kind": "order.message_late", "status": "closed"}
    assert order.closed_at is None


def test_lines_that_the_channel_reduces_are_cancelled_before_release_and_held_after_it() -> None:
    batch, order = known_order(sold("A", 3), sold("B", 2))
    tell(batch, order, "paid", sold("A", 1), sold("B", 2, status="closed"))
    assert [line.cancelled_qty for line in order.lines] == [2, 2] and batch.book.pool(1).to_ship == 1
    order.released_at = NOON
    tell(batch, order, "paid", sold("A", 1, status="closed"), sold("B", 2, status="closed"), hours=2)
    assert order.lines[0].cancelled_qty == 2
    assert order.open_hold("channel.changed") is not None


def test_a_line_that_is_not_known_here_is_looked_at_by_a_person() -> None:
    batch, order = known_order(sold("A"))
    tell(batch, order, "paid", sold("A"), sold("C"))
    hold = order.open_hold("channel.changed")
    assert hold is not None and "not known here" in hold.reason


def test_masked_data_replaces_nothing_plain_and_plain_data_replaces_masked() -> None:
    masked = Receiver(name="王**", phone="138****1111", province="浙江省", city="杭州市", masked=True)
    batch, order = known_order(sold("A"))
    tell(batch, order, "paid", sold("A"), receiver=masked)
    assert order.contact is not None and order.contact.plain["name"] == "王小明"
    batch, order = known_order(sold("A"), receiver=masked)
    assert order.contact is not None and order.contact.name_hash is None
    tell(batch, order, "paid", sold("A"), receiver=URUMQI)
    assert order.contact.plain["name"] == "李四" and "masked" not in order.contact.plain
    assert order.contact.phone_tail == "2222" and order.contact.name_hash is not None


def test_a_refund_after_arrival_intercepts_nothing() -> None:
    batch, order = known_order(sold("A"))
    line = order.lines[0]
    line.released_qty = line.picking_qty = line.shipped_qty = 1
    line.reserved_qty = 0
    tell(batch, order, "delivered", sold("A"))
    assert order.delivered_at is not None and order.stage == "settlement"
    tell(batch, order, "closed", sold("A"), hours=2)
    assert order.open_hold("intercept") is None and order.payment == "refunded"


def test_a_completion_after_a_delivery_completes() -> None:
    batch, order = known_order(sold("A"))
    line = order.lines[0]
    line.released_qty = line.picking_qty = line.shipped_qty = 1
    tell(batch, order, "delivered", sold("A"))
    tell(batch, order, "completed", sold("A"), hours=2)
    refresh(order)
    assert order.state == "completed"
