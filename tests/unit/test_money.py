"""Money never gains or loses a minor unit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danshu.kernel.errors import DanshuError
from danshu.kernel.money import (
    format_minor,
    line_amount,
    minor_from_text,
    price_from_text,
    refund_of_units,
    split_by_weight,
)

AMOUNTS = st.integers(-(10**15), 10**15)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=30)


@given(AMOUNTS, WEIGHTS)
def test_parts_sum_to_the_whole_and_stay_within_one_unit_of_their_share(total: int, weights: list[int]) -> None:
    parts = split_by_weight(total, weights)
    assert sum(parts) == total
    shares = weights if any(weights) else [1] * len(weights)
    for part, weight in zip(parts, shares, strict=True):
        assert abs(part * sum(shares) - total * weight) < sum(shares)


@given(st.integers(0, 10**9), WEIGHTS)
def test_a_heavier_part_never_gets_less(total: int, weights: list[int]) -> None:
    parts = split_by_weight(total, weights)
    ranked = sorted(zip(weights, parts, strict=True))
    assert [part for _, part in ranked] == sorted(parts)


def test_ties_go_to_the_earlier_part() -> None:
    assert split_by_weight(100, [1, 1, 1]) == [34, 33, 33]
    assert split_by_weight(-100, [1, 1, 1]) == [-34, -33, -33]
    assert split_by_weight(5, []) == []
    assert split_by_weight(5, [0, 0]) == [3, 2]


@given(st.integers(0, 10**12), st.integers(1, 500), st.data())
def test_any_sequence_of_partial_refunds_sums_to_what_was_paid(paid: int, qty: int, data: st.DataObject) -> None:
    already, refunded = 0, 0
    while already < qty:
        units = data.draw(st.integers(1, qty - already))
        refunded += refund_of_units(paid, qty, already, units)
        already += units
    assert refunded == paid


def test_more_units_than_there_are_can_not_be_refunded() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        refund_of_units(100, 3, 2, 2)
    assert refund_of_units(100, 0, 0, 0) == 0


@given(st.integers(-(10**14), 10**14), st.integers(1, 10**6))
def test_a_line_is_rounded_once_half_away_from_zero(price_e4: int, qty: int) -> None:
    exact = Decimal(price_e4) * qty / 10_000
    assert line_amount(price_e4, qty) == int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("188", "CNY", 18_800),
        ("¥1,234.565", "CNY", 123_457),
        ("-0.005", "CNY", -1),
        ("100.5", "JPY", 101),
        ("1.2345", "KWD", 1235),
    ],
)
def test_texts_become_minor_units_half_up(text: str, currency: str, minor: int) -> None:
    assert minor_from_text(text, currency) == minor


@pytest.mark.parametrize("text", ["", "1e5", "NaN", "1.2.3", "12元", "1,2,3", "1" * 16, "--1"])
def test_what_is_not_a_number_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(DanshuError, match="not a number") as error:
        price_from_text(text, name="price")
    assert error.value.code == "money.unreadable" and text in error.value.what


@given(st.integers(-(10**12), 10**12), st.sampled_from(["CNY", "JPY", "KWD"]))
def test_formatting_and_reading_are_each_others_opposite(minor: int, currency: str) -> None:
    assert minor_from_text(format_minor(minor, currency), currency) == minor
