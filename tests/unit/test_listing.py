"""Plans and cursors of lists: which condition leads, how far, and where a page goes on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danshu.kernel.errors import DanshuError
from danshu.nocode.listing.model import (
    AnyOf,
    Between,
    Cell,
    Cells,
    Filled,
    Listed,
    Order,
    Place,
    Prefix,
    Query,
    Side,
    Size,
)
from danshu.nocode.listing.rules import (
    BASE_MAX,
    LEAD_MAX,
    STEPS,
    STEPS_DEAR,
    WALKED_MIN,
    Plan,
    decode_cursor,
    earliest,
    encode_cursor,
    filter_hash,
    latest,
    plan,
)
from danshu.nocode.listing.store.parts import checks

AT = datetime(2026, 5, 4, tzinfo=UTC)
TABLE = Listed("orders", "id", frozenset({"state", "shop_id"}))
SKU = Side("order_line", "order_id", (AnyOf("sku_id", (1,)),), at="placed_at", ordered=True)
TAG = Side("order_tag", "order_id", (AnyOf("tag", ("vip",)),), at="placed_at", ordered=True)
NUMBER = Side(
    "orders",
    "id",
    (Prefix("number", "TB"),),
    at="placed_at",
    same=(Prefix("number", "TB"),),
    inside=frozenset({"shop_id"}),
)
FEW, MANY = Size(9, True, AT, AT - timedelta(days=9)), Size(LEAD_MAX + 1, False, AT, AT - timedelta(days=1))


def query(*sides: Side, checks: tuple[AnyOf | Between | Filled, ...] = ()) -> Query:
    return Query(TABLE, "placed_at", Order("placed_at"), checks, sides=sides)


def cells(count: int, each: int) -> Cells:
    return Cells(("shop_id", "state"), tuple(Cell((n, "paid"), each) for n in range(count)))


def test_cells_answer_what_they_count() -> None:
    paid = AnyOf("state", ("paid",))
    assert plan(query(checks=(paid,)), cells(3, 10), []) == [Plan("cells")]
    assert plan(query(checks=(paid, Between("placed_at", AT))), cells(3, 10), []) == [Plan("cells")]
    assert plan(query(checks=(paid, Between("paid_at", AT))), cells(3, 10), []) == [Plan("walk")]
    assert plan(query(checks=(Filled("hold_codes"),)), cells(3, 10), []) == [Plan("walk")]
    assert plan(query(), None, []) == [Plan("walk")]


def test_very_many_cells_with_many_rows_are_walked() -> None:
    paid = AnyOf("state", ("paid",))
    assert plan(query(checks=(paid,)), cells(200, WALKED_MIN), []) == [Plan("walk")]
    assert plan(query(checks=(paid,)), cells(200, 1), []) == [Plan("cells")]


def test_the_rarest_side_leads_as_far_as_it_takes() -> None:
    assert plan(query(SKU, TAG), None, [MANY, FEW]) == [Plan("lead", 1)]
    assert plan(query(SKU, TAG), None, [Size(5, True), FEW]) == [Plan("lead", 0)]


def test_a_small_base_is_walked_and_large_sides_are_led_by_steps() -> None:
    paid = AnyOf("state", ("paid",))
    assert plan(query(SKU, checks=(paid,)), cells(1, BASE_MAX), [MANY]) == [Plan("walk")]
    assert plan(query(SKU, checks=(paid,)), cells(1, BASE_MAX + 1), [MANY]) == [Plan("lead", 0, STEPS), Plan("meet")]


def test_of_two_large_sides_the_sparser_leads() -> None:
    sparse = Size(LEAD_MAX + 1, False, AT, AT - timedelta(days=90))
    assert plan(query(SKU, TAG), None, [MANY, sparse])[0] == Plan("lead", 1, STEPS)


def test_steps_that_visit_the_heap_of_old_rows_are_fewer() -> None:
    assert plan(query(SKU, NUMBER), None, [MANY, MANY])[0] == Plan("lead", 0, STEPS_DEAR)
    assert plan(query(NUMBER, checks=(AnyOf("state", ("paid",)),)), None, [MANY]) == [
        Plan("walk", steps=STEPS),
        Plan("meet"),
    ]


def test_a_side_whose_index_tells_everything_leads_even_when_it_is_large() -> None:
    large = Size(LEAD_MAX * 5, True, AT, AT)
    assert plan(query(NUMBER, checks=(AnyOf("shop_id", (1,)),)), None, [large]) == [Plan("lead", 0)]
    assert plan(query(NUMBER, checks=(AnyOf("state", ("paid",)),)), None, [large])[0].way == "walk"


def test_sides_bound_the_time_as_far_as_they_were_seen() -> None:
    older = Size(3, True, AT - timedelta(days=2), AT - timedelta(days=3))
    assert latest(query(SKU, TAG), [MANY, older]) == AT - timedelta(days=2)
    assert earliest(query(SKU, TAG), [MANY, older]) == AT - timedelta(days=3), "MANY was not seen to its end"
    assert latest(query(Side("parcel", "order_id", ())), [older]) is None, "a side without times says nothing"


@given(st.datetimes(timezones=st.just(UTC)), st.integers(0, 2**63 - 1))
def test_a_cursor_is_read_as_it_was_written(at: datetime, number: int) -> None:
    assert decode_cursor(encode_cursor(Place(at, number), "abc"), "abc") == Place(at, number)


@given(st.text(max_size=60))
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(DanshuError) as refused:
        decode_cursor(text, "abc")
    assert refused.value.code == "listing.bad_cursor" and refused.value.status == 422


def test_a_cursor_of_another_filter_is_refused() -> None:
    one, other = filter_hash({"state": ["paid"]}), filter_hash({"state": ["closed"]})
    assert one != other and one == filter_hash({"state": ["paid"]})
    with pytest.raises(DanshuError):
        decode_cursor(encode_cursor(Place(AT, 1), one), other)


def test_values_end_as_quoted_literals() -> None:
    hostile = "x'); DROP TABLE orders; --"
    for check in (AnyOf("number", (hostile,)), Prefix("number", hostile), Between("number", hostile)):
        (part,) = checks("o", [check])
        assert "x''); DROP" in part.as_string(None)
    (part,) = checks("o", [Prefix("number", "50%_a\\")])
    assert "50\\\\%\\\\_a\\\\\\\\%" in part.as_string(None)
