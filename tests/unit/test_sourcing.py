"""Sourcing takes what is free, prefers what is near and ranked, and splits only where it must."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.order import GUANGZHOU_WAREHOUSE, HANGZHOU_WAREHOUSE
from danshu.domain.network.model import Calendar, Warehouse
from danshu.stages.sourcing.rules import Need, Weights, distance_km, leaves_at, options, prices, with_lateness

WEIGHTS = Weights(600, 40, 1000)
FREE = st.dictionaries(st.tuples(st.integers(1, 4), st.integers(1, 5)), st.integers(0, 6))
NEEDS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 6)), min_size=1, max_size=6).map(
    lambda pairs: [Need(line_no, sku_id, qty) for line_no, (sku_id, qty) in enumerate(pairs, 1)]
)
PRICE = {n: (600 + n, 1000 * n) for n in range(1, 6)}


def test_distances_are_great_circles() -> None:
    assert distance_km(113.3, 23.1, HANGZHOU_WAREHOUSE) == pytest.approx(1045, abs=10)
    assert distance_km(120.2, 30.3, HANGZHOU_WAREHOUSE) == 0
    assert distance_km(None, None, HANGZHOU_WAREHOUSE) == distance_km(None, 1.0, GUANGZHOU_WAREHOUSE)


def test_a_rank_outweighs_a_distance_as_far_as_it_is_worth() -> None:
    ranked = Warehouse(3, "x", "x", "广东省", "广州市", 113.3, 23.1, "16:00", "1111111", True, {"浙江省": 1})
    price = prices([HANGZHOU_WAREHOUSE, ranked], "浙江省", 120.2, 30.3, WEIGHTS)
    assert price[1] == (600, 600 + 2 * 1000)
    assert price[3][0] == pytest.approx(600 + 418, abs=5) and price[3][1] == price[3][0] + 1000
    assert min(price, key=lambda key: price[key][1]) == 3


@given(NEEDS, FREE)
def test_an_option_that_covers_takes_every_unit_once_and_only_what_is_free(
    needs: list[Need], stock: dict[tuple[int, int], int]
) -> None:
    found = options(needs, lambda sku_id, place: stock.get((sku_id, place), 0), PRICE)
    wanted = {need.line_no: need.qty for need in needs}
    for option in found:
        taken: dict[int, int] = {}
        used: dict[tuple[int, int], int] = {}
        for place, parts in option.parts:
            for line_no, sku_id, qty in parts:
                assert qty > 0
                taken[line_no] = taken.get(line_no, 0) + qty
                used[sku_id, place] = used.get((sku_id, place), 0) + qty
        assert taken == wanted
        fits = all(stock.get(key, 0) >= qty for key, qty in used.items())
        assert option.covers == fits
        assert option.freight_minor == sum(PRICE[place][0] for place, _ in option.parts)
    totals: dict[int, int] = {}
    for need in needs:
        totals[need.sku_id] = totals.get(need.sku_id, 0) + need.qty
    enough = all(sum(stock.get((sku_id, p), 0) for p in PRICE) >= qty for sku_id, qty in totals.items())
    assert found[0].covers == enough, "whatever all warehouses have together is found"


@given(NEEDS, FREE)
def test_the_best_comes_first_and_a_split_only_where_no_single_one_covers(
    needs: list[Need], stock: dict[tuple[int, int], int]
) -> None:
    found = options(needs, lambda sku_id, place: stock.get((sku_id, place), 0), PRICE)
    singles = [option for option in found if len(option.parts) == 1]
    covering = [option for option in singles if option.covers]
    if covering:
        assert found == singles and found[0].score == min(option.score for option in covering)
    keys = [(not option.covers, option.score, option.parts[0][0]) for option in singles]
    assert keys == sorted(keys)


def test_equal_scores_go_to_the_lower_id() -> None:
    need = [Need(1, 1, 1)]
    assert options(need, lambda sku_id, place: 1, {7: (5, 5), 3: (5, 5)})[0].parts[0][0] == 3


def test_without_warehouses_there_are_no_options() -> None:
    assert options([Need(1, 1, 1)], lambda sku_id, place: 1, {}) == []


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ("2026-11-20T15:59:00+08:00", "2026-11-20T16:00:00+08:00"),  # a Friday before the cut-off
        ("2026-11-20T16:00:00+08:00", "2026-11-23T16:00:00+08:00"),  # after it: not on the weekend
        ("2026-11-24T09:00:00+08:00", "2026-11-25T16:00:00+08:00"),  # a holiday of the merchant
        ("2026-11-22T23:30:00+08:00", "2026-11-23T16:00:00+08:00"),  # a Sunday night
    ],
)
def test_a_warehouse_sends_out_at_its_cutoff_on_its_working_days(now: str, leaves: str) -> None:
    warehouse = replace(HANGZHOU_WAREHOUSE, cutoff="16:00", workdays="1111100")
    calendar = Calendar(days={date(2026, 11, 24): False, date(2026, 11, 28): True})
    assert leaves_at(datetime.fromisoformat(now), warehouse, calendar) == datetime.fromisoformat(leaves)


def test_leaving_in_time_is_worth_what_is_set() -> None:
    price = {1: (600, 1600), 2: (900, 2900)}
    best = options([Need(1, 1, 1)], lambda sku_id, place: 5, with_lateness(price, {1}, 2000))[0]
    assert best.parts[0][0] == 2 and best.freight_minor == 900
    assert options([Need(1, 1, 1)], lambda sku_id, place: 5, with_lateness(price, {1}, 1000))[0].parts[0][0] == 1
