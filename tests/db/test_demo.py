"""The demo merchant: believable, the same each time, sound to the last invariant, and no real person's data."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime

import pytest

from danshu.app import demo
from danshu.app.demo import people
from danshu.db.pool import connect
from danshu.db.unit_of_work import UnitOfWork, transaction
from danshu.domain.network.rules import match_columns
from danshu.ground.accounts import store as accounts
from danshu.ground.accounts.rules import password_fits
from danshu.ground.vault.rules import Vault
from danshu.views.verify import verify

KEY = b"k" * 32
NOW = datetime(2026, 5, 20, 6, 30, tzinfo=UTC)


@pytest.fixture
def loaded(database_url: str) -> str:
    told = demo.load(database_url, master_key=KEY, now=NOW)
    assert told is not None and "demo" in told and "danshu-demo" in told
    return database_url


async def values(work: UnitOfWork, statement: str) -> list[tuple[object, ...]]:
    return await work.fetch(statement.encode())


async def test_the_board_has_something_in_every_state(loaded: str) -> None:
    async with await connect(loaded) as connection, transaction(connection) as work:
        states = dict(await values(work, "SELECT state, count(*) FROM orders GROUP BY 1"))
        assert set(states) == {"pending_payment", "paid", "in_review", "picking", "shipped", "completed", "closed"}
        assert 550 <= sum(map(int, map(str, states.values()))) <= 800
        holds = {row[0] for row in await values(work, "SELECT DISTINCT unnest(hold_codes) FROM orders")}
        assert {
            "stock.short",
            "sku.unmatched",
            "phone.missing",
            "address.incomplete",
            "manual",
            "presale.balance",
        } <= holds
        for what, statement in {
            "in two parcels": "SELECT id FROM orders WHERE shipped_qty BETWEEN 1 AND unit_qty - 1",
            "from two warehouses": "SELECT id FROM orders WHERE warehouse_id = -1",
            "bundles": "SELECT order_id FROM order_line WHERE kind = 1",
            "gifts": "SELECT order_id FROM order_line WHERE is_gift",
            "urgent": "SELECT id FROM orders WHERE priority > 0",
            "to be matched": "SELECT id FROM listing WHERE sku_id IS NULL",
            "low stock": "SELECT s.id FROM sku AS s JOIN stock_pool AS p ON p.sku_id = s.id"
            " WHERE p.on_hand_qty - p.to_ship_qty - p.unpaid_qty < s.low_stock_qty",
            "messages in quarantine": "SELECT id FROM quarantine WHERE origin = 'api' AND state = 'open'",
            "rows in quarantine": "SELECT id FROM quarantine WHERE starts_with(origin, 'import:') AND state = 'open'",
        }.items():
            assert await values(work, statement), what
        assert await values(work, "SELECT state, count(*) FROM import_job GROUP BY 1") == [("done", 2)]
        ((newest,),) = await values(work, "SELECT max(greatest(placed_at, shipped_at, last_step_at)) FROM orders")
        assert isinstance(newest, datetime) and newest <= NOW


async def test_every_invariant_holds(loaded: str) -> None:
    async with await connect(loaded) as connection, transaction(connection) as work:
        broken = {finding.check.code: finding.rows for finding in await verify(work, at=NOW) if finding.rows}
    assert broken == {}


async def test_there_is_somebody_for_each_role(loaded: str) -> None:
    async with await connect(loaded) as connection, transaction(connection) as work:
        users = await accounts.read_users(work, after=0, limit=50)
        assert sorted(role for user in users for role in user.roles) == sorted(
            ("owner", "operations", "warehouse", "service", "finance", "risk")
        )
        found = await accounts.password_hash_of(work, "demo")
        assert found is not None and password_fits(found[1], "danshu-demo")


async def test_phones_belong_to_nobody(loaded: str) -> None:
    vault = Vault(KEY)
    async with await connect(loaded) as connection, transaction(connection) as work:
        contacts = [vault.open_json(bytes(row[0])) for row in await values(work, "SELECT sealed FROM contact")]  # type: ignore[arg-type]
    phones = {contact["phone"] for contact in contacts if "phone" in contact}
    assert len(phones) > 300
    assert [phone for phone in phones if not re.fullmatch(r"1990000\d{4}", phone)] == []


async def test_a_second_load_changes_nothing(loaded: str) -> None:
    async with await connect(loaded) as connection, transaction(connection) as work:
        before = await values(work, "SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM event)")
    # In a thread, because it brings its own event loop.
    assert await asyncio.to_thread(demo.load, loaded, master_key=KEY, now=NOW) is None
    async with await connect(loaded) as connection, transaction(connection) as work:
        assert await values(work, "SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM event)") == before


def test_places_are_real_divisions() -> None:
    for _, province, city, district, _ in people._PLACES:
        found = match_columns(province, city, district)
        assert (found.province, found.city, found.district) == (province, city, district)
        assert found.longitude is not None
