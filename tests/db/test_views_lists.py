"""The order list on a real database: every filter and every pair equals the plainest SQL, on every way to a page."""

from __future__ import annotations

import itertools
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from danshu.db.pool import connect
from danshu.db.unit_of_work import UnitOfWork
from danshu.ground.accounts.model import Caller
from danshu.insight.rollups import store as rollups
from danshu.kernel.errors import DanshuError
from danshu.nocode.listing import rules
from danshu.nocode.listing.store import page as list_page
from danshu.nocode.listing.store import reading
from danshu.views import searching, workbench
from danshu.views.order_filter import Known, build_query, read_filter
from db import list_world
from db.list_world import NOW, VAULT, reference, values

COUNT = 900
SCOPES: tuple[tuple[int, ...] | None, ...] = (None, (1,), (2, 3), ())
# Small enough that a world of 900 orders takes every way: leads, walks that run out of steps, sets that meet.
SMALL = {
    "LEAD_MAX": 12,
    "LOOK_MAX": 60,
    "BASE_MAX": 15,
    "STEPS": 60,
    "STEPS_DEAR": 55,
    "CELLS_MAX": 15,
    "WALKED_MIN": 30,
}


@pytest.fixture(scope="module")
def world(database_server: str, database_template: str) -> Iterator[str]:
    """One database for all tests that only read."""
    name = "danshu_test_lists"
    with psycopg.connect(database_server, autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(database_template))
        )
    url = make_conninfo(database_server, dbname=name)
    list_world.fill(url, seed=7, count=COUNT)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")
    yield url
    with psycopg.connect(database_server, autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(params=["usual", "small"])
def limits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The plan's limits as they are, and so small that the other ways are taken."""
    if request.param == "small":
        for name, value in SMALL.items():
            for module in (rules, reading, searching):
                if hasattr(module, name):
                    monkeypatch.setattr(module, name, value)
    return str(request.param)


@asynccontextmanager
async def working(url: str) -> AsyncIterator[UnitOfWork]:
    connection = await connect(url)
    try:
        yield UnitOfWork(connection)
    finally:
        await connection.close()


async def pages(
    work: UnitOfWork, asked: dict[str, Any], scope: tuple[int, ...] | None, limit: int, sort: Any = "placed"
) -> list[int]:
    """Ids of the whole list, page by page."""
    query, cells = await workbench._prepare(work, read_filter(asked), scope, NOW, VAULT, sort)
    found: list[int] = []
    after = None
    while True:
        places = await list_page(work, query, cells, after, limit)
        found += [place.id for place in places]
        if len(places) < limit:
            return found
        after = places[-1]


async def count(work: UnitOfWork, asked: dict[str, Any], scope: tuple[int, ...] | None) -> int:
    query, cells = await workbench._prepare(work, read_filter(asked), scope, NOW, VAULT, "placed")
    if cells is not None and workbench._counted(read_filter(asked)):
        return 0 if query.nothing else cells.total
    return await reading.count(work, query, workbench.COUNT_MAX)


def together(group: dict[str, dict[str, str]]) -> dict[str, str]:
    return {key: value for asked in group.values() for key, value in asked.items()}


async def test_every_filter_equals_the_reference(world: str, limits: str) -> None:
    with psycopg.connect(world, autocommit=True) as plain:
        async with working(world) as work:
            for name, asked_values in values(random.Random(1)).items():
                for asked, scope in itertools.product(asked_values, SCOPES):
                    expected = reference(plain, {name: asked}, scope)
                    assert await pages(work, asked, scope, 41) == expected, (asked, scope)
                    assert await count(work, asked, scope) == len(expected), (asked, scope)


async def test_every_pair_of_filters_equals_the_reference(world: str, limits: str) -> None:
    dice = random.Random(2)
    asked_values = values(dice)
    with psycopg.connect(world, autocommit=True) as plain:
        async with working(world) as work:
            for pair in itertools.combinations(asked_values, 2):
                for scope in SCOPES[:3]:
                    group = {name: dice.choice(asked_values[name]) for name in pair}
                    expected = reference(plain, group, scope)
                    asked = together(group)
                    assert await pages(work, asked, scope, 23) == expected, (asked, scope)
                    assert await count(work, asked, scope) == len(expected), (asked, scope)


async def test_three_filters_and_more_equal_the_reference(world: str, limits: str) -> None:
    dice = random.Random(3)
    asked_values = values(dice)
    with psycopg.connect(world, autocommit=True) as plain:
        async with working(world) as work:
            for _ in range(60):
                names = dice.sample(sorted(asked_values), dice.choice((3, 4)))
                group = {name: dice.choice(asked_values[name]) for name in names}
                scope = dice.choice(SCOPES)
                assert await pages(work, together(group), scope, 10) == reference(plain, group, scope), (group, scope)


async def test_values_of_one_field_are_alternatives(world: str, limits: str) -> None:
    with psycopg.connect(world, autocommit=True) as plain:
        async with working(world) as work:
            for name, some in (("sku", ("S1", "S6")), ("tag", ("vip", "100%_off")), ("state", ("paid", "closed")), ("hold", ("manual", "stock.short"))):  # fmt: skip
                wanted = {i for value in some for i in reference(plain, {name: {name: value}}, None)}
                found = await pages(work, {name: list(some)}, None, 19)
                assert len(found) == len(wanted) and set(found) == wanted, name


@pytest.mark.parametrize(("sort", "column"), [("paid", "paid_at DESC, id DESC"), ("promise", "promise_at, id")])
async def test_other_orders_of_the_list(world: str, limits: str, sort: str, column: str) -> None:
    opened = "AND state IN ('paid', 'in_review', 'picking')" if sort == "promise" else ""
    null = column.split(" ")[0].strip(",")
    for condition, asked in (("true", {}), ("shop_id = 2", {"shop_id": "2"}), ("'vip' = ANY(tags)", {"tag": "vip"})):
        with psycopg.connect(world, autocommit=True) as plain:
            where = f"{condition} AND {null} IS NOT NULL {opened}"
            statement = f"SELECT id FROM orders WHERE {where} ORDER BY {column}"  # noqa: S608 -- constants
            expected = [row[0] for row in plain.execute(statement.encode())]
        async with working(world) as work:
            assert await pages(work, asked, None, 50, sort) == expected, asked


async def test_pages_neither_skip_nor_repeat_while_orders_come_in(database_url: str) -> None:
    list_world.fill(database_url, seed=11, count=200)
    dice = random.Random(5)
    for asked in ({}, {"state": "paid"}, {"tag": "vip"}, {"sku": "S1"}):
        with psycopg.connect(database_url, autocommit=True) as plain:
            before = [row[0] for row in plain.execute("SELECT id FROM orders ORDER BY placed_at DESC, id DESC")]
            async with working(database_url) as work:
                query, cells = await workbench._prepare(work, read_filter(asked), None, NOW, VAULT, "placed")
                expected, seen, after = await pages(work, asked, None, 200), [], None
                while places := await list_page(work, query, cells, after, 7):
                    seen += [place.id for place in places]
                    after = places[-1]
                    fresh = max(before) + 1 + len(seen) * 10
                    # Newer than every page, and at the very moment of the last row.
                    list_world.insert(plain, dice, range(fresh, fresh + 2), NOW + timedelta(hours=1))
                    list_world.insert(plain, dice, range(fresh + 2, fresh + 4), after.at)
        known = [one for one in seen if one in set(before)]
        assert known == [one for one in expected if one in set(before)]
        assert len(seen) == len(set(seen))


async def test_the_search_box_finds_by_what_it_is_given(world: str, limits: str) -> None:
    with psycopg.connect(world, autocommit=True) as plain:
        number, order_id = plain.execute("SELECT number, id FROM orders ORDER BY id DESC LIMIT 1").fetchone() or ("", 0)
        tracking = plain.execute("SELECT tracking_no FROM parcel LIMIT 1").fetchone()
        assert tracking
        cases = {
            number: {"number": {"number": number}},
            number.lower(): {"number": {"number": number}},
            "0003": {"phone_tail": {"phone_tail": "0003"}},
            "O'Neil": {"receiver": {"receiver": "O'Neil"}},
            "王伟": {"receiver": {"receiver": "王伟"}},
            "s6": {"sku": {"sku": "S6"}},
            tracking[0]: {"tracking_no": {"tracking_no": tracking[0]}},
            f"9{order_id}": {"source_no": {"source_no": f"9{order_id}"}},
        }
        async with working(world) as work:
            for text, group in cases.items():
                for scope in SCOPES:
                    assert await pages(work, {"q": text}, scope, 30) == reference(plain, group, scope), (text, scope)
            assert await pages(work, {"q": "nobody at all"}, None, 30) == []
            assert await pages(work, {"q": "%"}, None, 30) == []


async def test_a_text_that_stands_in_two_places_gives_the_orders_of_both(database_url: str) -> None:
    list_world.fill(database_url, seed=3, count=60)
    with psycopg.connect(database_url, autocommit=True) as plain:
        plain.execute("UPDATE order_source SET source_no = '0003-1' WHERE order_id = 5")
        tails = set(reference(plain, {"phone_tail": {"phone_tail": "0003"}}, None))
    async with working(database_url) as work:
        assert set(await pages(work, {"q": "0003"}, None, 30)) == tails | {5}


async def test_counts_stop_at_their_cap(world: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with working(world) as work:
        for asked in ({"tag": "vip"}, {"sku": "S1", "state": "paid"}, {"hold": "manual"}, {"province": "浙江省"}):
            whole = len(await pages(work, asked, None, 500))
            query, _ = await workbench._prepare(work, read_filter(asked), None, NOW, VAULT, "placed")
            assert whole > 20
            assert await reading.count(work, query, 20) == 21
            assert await reading.count(work, query, whole) == whole


async def test_counters_equal_the_rows_after_any_change(database_url: str) -> None:
    """order_count is the orders module's; tabs, cells and the home page stand on it and on the rollups."""
    list_world.fill(database_url, seed=21, count=150)
    changes = (
        "UPDATE orders SET state = 'shipped', shipped_at = placed_at + interval '7 hours' WHERE id % 3 = 0 AND paid_at IS NOT NULL",
        "UPDATE orders SET warehouse_id = -1, warehouse_ids = '{1,3}', paid_minor = paid_minor + 5 WHERE id % 4 = 0",
        "UPDATE orders SET warehouse_id = 2, warehouse_ids = '{2}', tags = '{vip,new}', hold_codes = '{}' WHERE id % 5 = 0",
        "UPDATE orders SET tags = '{}' WHERE id % 7 = 0",
    )
    pairs = (
        ("SELECT shop_id, warehouse_id, state, held, sum(n) FROM order_count GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0",
         "SELECT shop_id, warehouse_id, state, hold_codes <> '{}', count(*) FROM orders GROUP BY 1, 2, 3, 4"),
        ("SELECT shop_id, warehouse_ids, state, held, sum(n) FROM order_split_count GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0",
         "SELECT shop_id, warehouse_ids, state, hold_codes <> '{}', count(*) FROM orders WHERE warehouse_id = -1 GROUP BY 1, 2, 3, 4"),
        ("SELECT shop_id, hour, sum(orders), sum(paid_minor) FROM order_hour GROUP BY 1, 2",
         "SELECT shop_id, date_trunc('hour', placed_at, 'UTC'), count(*), sum(paid_minor) FROM orders GROUP BY 1, 2"),
        ("SELECT day, bucket, sum(n) FROM order_cycle GROUP BY 1, 2 HAVING sum(n) <> 0",
         "SELECT (shipped_at AT TIME ZONE 'UTC')::date, cycle_bucket(paid_at, shipped_at), count(*) FROM orders"
         " WHERE shipped_at IS NOT NULL AND paid_at IS NOT NULL GROUP BY 1, 2"),
        ("SELECT tag, placed_at, order_id FROM order_tag", "SELECT tag, placed_at, id FROM orders, unnest(tags) AS tag"),
    )  # fmt: skip
    with psycopg.connect(database_url, autocommit=True) as plain:
        for change in ("", *changes):
            if change:
                plain.execute(change.encode())
            for fold in (False, True):
                if fold:
                    async with working(database_url) as work:
                        await rollups.fold(work)
                for kept, counted in pairs:
                    got, wanted = (sorted(plain.execute(text.encode()).fetchall(), key=str) for text in (kept, counted))
                    assert got == wanted, (change, fold, kept)


async def test_tabs_equal_the_reference(world: str) -> None:
    caller = Caller("api:1", "key", frozenset({"orders.read"}), None, "en")
    with psycopg.connect(world, autocommit=True) as plain:
        async with working(world) as work:
            for scope in SCOPES[:3]:
                tabs = await workbench.tabs_of(work, None, None if scope is None else list(scope), caller, NOW)
                for state in list_world.STATES:
                    assert tabs["states"].get(state, 0) == len(reference(plain, {"state": {"state": state}}, scope))
                assert tabs["all"] == len(reference(plain, {}, scope))
                assert tabs["held"] == len(reference(plain, {"hold": {"hold": "any"}}, scope))
                assert tabs["overdue"] == len(reference(plain, {"overdue": {"overdue": "1"}}, scope))
                assert tabs["due_soon"] == len(reference(plain, {"due_within_h": {"due_within_h": "24"}}, scope))


def test_a_filter_that_is_none_is_refused() -> None:
    for asked in (
        {"state": "lost"},
        {"shop_id": "x"},
        {"paid_from": "2026-01-01T00:00:00"},
        {"colour": "red"},
        {"phone_tail": "12"},
    ):
        with pytest.raises(DanshuError) as refused:
            read_filter(asked)
        assert refused.value.code == "orders.bad_filter"


def test_a_filter_outside_the_scope_finds_nothing() -> None:
    query = build_query(read_filter({"warehouse_id": "3"}), Known(), scope=(1, 2), now=NOW, vault=VAULT)
    assert query.nothing


async def test_the_small_limits_take_every_way(world: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the tests above would prove less than they seem to."""
    for name, value in SMALL.items():
        for module in (rules, reading):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, value)
    taken = set()
    plain_statement = reading._statement

    def noted(query: Any, chosen: Any, *rest: Any) -> Any:
        taken.add((chosen.way, chosen.steps is not None))
        return plain_statement(query, chosen, *rest)

    monkeypatch.setattr(reading, "_statement", noted)
    async with working(world) as work:
        for asked_values in values(random.Random(1)).values():
            for asked in asked_values:
                await pages(work, asked, None, 30)
                await pages(work, {**asked, "tag": "gift"}, None, 30)
    assert taken == {
        ("cells", False),
        ("lead", False),
        ("lead", True),
        ("walk", False),
        ("walk", True),
        ("meet", False),
    }
