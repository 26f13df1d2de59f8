"""Orders as they are built from messages: money that sums, bundles, receivers, ids and days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.message import NOON, order_message, sold
from builders.order import SHOP, SKUS, VAULT, add_order, make_batch
from danshu.domain.orders.model import BUNDLE, COMPONENT, UNIT
from danshu.domain.orders.rules import build
from danshu.domain.orders.rules.states import refresh
from danshu.kernel.errors import DanshuError
from danshu.sdk.orders import OrderLine, Receiver

MINOR = st.integers(0, 10**9)
LINE = st.builds(
    OrderLine, qty=st.integers(1, 1000), code=st.sampled_from(["A", "B", "SET", "?"]), unit_price_e4=st.none() | MINOR,
    goods_minor=st.none() | MINOR, discount_minor=st.integers(0, 10**6), paid_minor=st.none() | MINOR,
)  # fmt: skip


@given(
    st.lists(LINE, min_size=1, max_size=8),
    st.none() | MINOR,
    st.integers(0, 10**5),
    st.integers(0, 10**5),
    st.integers(0, 10**5),
)
def test_the_lines_always_sum_to_what_the_buyer_pays_for_goods(
    lines: list[OrderLine], total: int | None, freight: int, tax: int, off: int
) -> None:
    message = order_message(
        "1", "paid", *lines, total_minor=total, freight_minor=freight, tax_minor=tax, discount_minor=off
    )
    order = build.build_order(1, message, SHOP, SKUS, VAULT, NOON)
    heads = [line for line in order.lines if line.kind != COMPONENT]
    paid = sum(line.paid_minor for line in heads)
    assert order.goods_minor == sum(line.goods_minor for line in heads)
    assert order.goods_minor - order.discount_minor == paid
    if all(line.paid_minor is not None for line in lines):
        assert [line.paid_minor for line in heads] == [line.paid_minor for line in lines]
    elif total is not None:
        assert paid == max(total - freight - tax, 0)
    else:
        assert order.total_minor == paid + freight + tax
    for bundle in (line for line in heads if line.kind == BUNDLE):
        parts = [line for line in order.lines if line.parent_line_no == bundle.line_no]
        assert sum(part.paid_minor for part in parts) == bundle.paid_minor
        assert [part.qty for part in parts] == [2 * bundle.qty, bundle.qty]
    assert [line.line_no for line in order.lines] == list(range(1, len(order.lines) + 1))


def test_a_price_with_four_more_decimals_is_rounded_once_a_line() -> None:
    (line,) = build.build_lines(order_message("1", "paid", OrderLine(3, code="A", unit_price_e4=2_555_000)), SKUS)
    assert (line.goods_minor, line.unit_price_e4) == (767, 2_555_000)


def test_an_unknown_item_and_a_bundle_without_parts_are_lines_without_a_sku() -> None:
    lines = build.build_lines(order_message("1", "paid", sold("?"), sold("EMPTY"), sold(None)), SKUS)
    assert [(line.kind, line.sku_id, line.item_code) for line in lines] == [
        (UNIT, None, "?"), (UNIT, None, "EMPTY"), (UNIT, None, None),
    ]  # fmt: skip


def test_ids_of_nineteen_digits_stay_text() -> None:
    number = "6920179386518475012"
    order = add_order(
        make_batch(), order_message(number, "paid", sold("A", source_line_no=number + "1", item_id=number))
    )
    assert order.sources[0].source_no == number and order.lines[0].source_line_no == number + "1"


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        (datetime(2026, 3, 4, 15, 59, 59, tzinfo=UTC), "Asia/Shanghai", "260304"),
        (datetime(2026, 3, 4, 16, 0, tzinfo=UTC), "Asia/Shanghai", "260305"),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), "Asia/Shanghai", "270101"),
        (datetime(1990, 7, 1, 15, 30, tzinfo=UTC), "Asia/Shanghai", "900702"),
        (datetime(2026, 3, 4, 23, 59, tzinfo=UTC), "Europe/London", "260304"),
        (datetime(2026, 7, 4, 23, 0, tzinfo=UTC), "Europe/London", "260705"),
    ],
)
def test_days_begin_at_midnight_in_the_shops_zone(moment: datetime, zone: str, day: str) -> None:
    assert build.local_day(moment, zone) == day


def test_masked_receivers_are_never_parsed() -> None:
    text = "浙江省杭州市西湖区文三路***"
    masked = build.read_receiver(Receiver(name="王**", address=text, masked=True))
    assert (masked.province, masked.city, masked.detail) == (None, None, "")
    plain = build.read_receiver(Receiver(name="王小明", address="浙江省杭州市西湖区文三路1号"))
    assert (plain.province, plain.city, plain.district) == ("浙江省", "杭州市", "西湖区")
    columns = build.read_receiver(Receiver(province="浙江省", city="杭州市", address="广东省广州市", token="oaid"))
    assert (columns.province, columns.city) == ("浙江省", "杭州市")


def test_the_vault_indexes_what_is_plain_and_nothing_that_is_masked() -> None:
    order = add_order(make_batch(), order_message("1"))
    assert order.contact is not None and order.contact.phone_tail == "1111"
    assert order.contact.name_hash == VAULT.blind("name", "王小明")
    assert (order.receiver_masked, order.phone_masked) == ("王**", "138****1111")
    assert "王小明".encode() not in order.contact.sealed
    assert VAULT.open_json(order.contact.sealed)["name"] == "王小明"
    masked = Receiver(name="王**", phone="138****1111", masked=True)
    order = add_order(make_batch(), order_message("1", receiver=masked))
    assert order.contact is not None
    assert (order.contact.name_hash, order.contact.phone_hash, order.contact.phone_tail) == (None, None, "1111")


def test_the_same_message_has_the_same_hash_and_any_change_another() -> None:
    message = order_message("1")
    assert build.message_hash(message) == build.message_hash(order_message("1"))
    for name, value in (("status", "closed"), ("total_minor", 5), ("modified_at", NOON), ("seller_note", "x")):
        assert build.message_hash(msgspec.structs.replace(message, **{name: value})) != build.message_hash(message), (
            name
        )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"source_no": " "}, "intake.bad_source_no"), ({"source_no": "1" * 101}, "intake.bad_source_no"),
        ({"lines": ()}, "intake.bad_lines"), ({"lines": (sold("A"),) * 2001}, "intake.bad_lines"),
        ({"lines": (sold("A", 0),)}, "intake.bad_quantity"), ({"lines": (sold("A", 1_000_001),)}, "intake.bad_quantity"),
        ({"lines": (sold("A", discount_minor=-1),)}, "intake.negative_money"),
        ({"lines": (sold("A", 10**6, 10**9),)}, "intake.amount_too_large"),
        ({"total_minor": -1}, "intake.negative_money"), ({"paid_minor": 10**15}, "intake.negative_money"),
        ({"currency": "rmb"}, "intake.bad_currency"), ({"currency": "人民币"}, "intake.bad_currency"),
        ({"placed_at": datetime(2026, 1, 1)}, "intake.bad_time"),
        ({"paid_at": NOON - timedelta(days=20_000)}, "intake.bad_time"),
    ],
)  # fmt: skip
def test_what_can_not_be_an_order_is_refused_by_name(change: dict[str, Any], code: str) -> None:
    message = msgspec.structs.replace(order_message("1"), **change)
    with pytest.raises(DanshuError) as error:
        build.check(message, NOON)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("status", "payment", "paid"),
    [
        ("pending_payment", "unpaid", 0),
        ("deposit_paid", "deposit", 0),
        ("paid", "paid", 1000),
        ("locked", "paid", 1000),
    ],
)
def test_what_is_not_stated_as_paid_is_nothing_before_payment_and_all_after_it(
    status: str, payment: str, paid: int
) -> None:
    order = add_order(make_batch(), order_message("1", status))
    assert (order.payment, order.paid_minor) == (payment, paid)


@pytest.mark.parametrize(
    ("status", "state", "stocked"),
    [("completed", "completed", (2, 2, 0)), ("shipped", "shipped", (2, 0, 0)), ("cancelled", "closed", (0, 0, 0)), ("closed", "closed", (0, 0, 0))],
)  # fmt: skip
def test_history_is_stored_in_its_final_state(status: str, state: str, stocked: tuple[int, int, int]) -> None:
    message = order_message("1", status, sold("SET"))
    order = add_order(make_batch(), message)
    build.settle_outside(order, message)
    refresh(order)
    part = order.lines[1]
    assert (order.state, order.stage) == (state, "done")
    assert (part.shipped_qty, part.delivered_qty, part.reserved_qty) == stocked
