"""Files become orders: every line is accounted for, once, whatever is killed, repeated or cut into batches."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from builders.message import order_message
from builders.world import World
from danshu.db.pool import connect
from danshu.db.unit_of_work import transaction
from danshu.desks.importing import store
from danshu.desks.importing.jobs import open_shop, plan_job, read_job, reading, run_waiting, running
from danshu.desks.importing.jobs.starting import find_format
from danshu.desks.importing.model import Job, Made, Result
from danshu.desks.importing.rules import result_of
from danshu.desks.quarantine import actions as quarantine
from danshu.desks.quarantine import rules as quarantine_rules
from danshu.domain.inbox import store as inbox
from danshu.domain.inbox.model import Incoming
from danshu.domain.shops import store as shops
from danshu.pipeline.runner import Lane

UCI_RESULT = {
    "lines_read": 13, "lines_stored": 7, "orders": 3, "cancellations": 1, "duplicates": 0, "updated": 0,
    "lines_known": 0, "quarantined": 6, "net_minor": 3017, "currency": "GBP",
}  # fmt: skip
_CONTENT = """
    SELECT (SELECT jsonb_agg(to_jsonb(o) ORDER BY o.id) FROM orders AS o),
           (SELECT jsonb_agg(to_jsonb(l) ORDER BY l.order_id, l.line_no) FROM order_line AS l),
           (SELECT jsonb_agg(to_jsonb(c) ORDER BY c.source_no, c.position) FROM order_credit AS c),
           (SELECT jsonb_agg(to_jsonb(q) ORDER BY q.id) FROM quarantine AS q),
           (SELECT count(*) FROM event), (SELECT count(*) FROM raw_payload), (SELECT count(*) FROM inbox)"""


@pytest.fixture
def uci_file(repo_root: Path) -> Path:
    return repo_root / "tests" / "contract" / "fixtures" / "uci_lines.csv"


async def start(world: World, path: Path, code: str = "auto", *, state: str = "reading", **how: Any) -> Job:
    found = find_format(path, code)
    async with transaction(world.connection) as work:
        shop = await open_shop(work, found, how.pop("shop", None), world.clock.now())
        new = plan_job(
            path, found, shop, mode=how.pop("mode", None), dry_run=how.pop("dry_run", False),
            uploaded=how.pop("uploaded", False), actor="user:1",
        )  # fmt: skip
        return await store.add(work, new, world.clock.now(), state=state)


async def result(world: World, job_id: int) -> Result:
    async with transaction(world.connection) as work:
        job = await store.read(work, job_id)
        assert job is not None
        made = (await store.sum_tallies(work, [job_id])).get(job_id, Made())
        return result_of(job, made, (await shops.read_all(work))[job.shop_id].currency)


async def import_file(world: World, path: Path, code: str = "auto", **how: Any) -> Result:
    job = await start(world, path, code, **how)
    await read_job(world.connection, world.house, job)
    await world.drain()
    await running.complete(world.connection, world.house)
    assert await world.one("SELECT state FROM import_job WHERE id = %s", job.id) == "done"
    return await result(world, job.id)


async def test_every_line_is_accounted_for(world: World, uci_file: Path) -> None:
    assert asdict(await import_file(world, uci_file)) == UCI_RESULT
    assert await world.one("SELECT sum(row_count)::int FROM quarantine") == 6
    assert await world.one("SELECT count(*) FROM orders WHERE state <> 'completed' OR hold_codes <> '{}'") == 0
    assert await world.one("SELECT count(*) FROM stock_ledger") == 0
    assert await world.broken() == {}


async def test_the_same_file_again_changes_nothing(world: World, uci_file: Path) -> None:
    await import_file(world, uci_file)
    before = await world.rows(_CONTENT)
    again = await import_file(world, uci_file)
    assert (again.orders, again.cancellations, again.lines_stored, again.net_minor) == (0, 0, 0, 0)
    assert (again.duplicates, again.lines_known, again.quarantined) == (4, 7, 6)
    assert again.lines_read == again.lines_stored + again.lines_known + again.quarantined
    assert await world.rows(_CONTENT) == before


async def test_a_dry_run_says_the_same_and_stores_nothing(world: World, uci_file: Path) -> None:
    job = await start(world, uci_file, dry_run=True)
    job = await read_job(world.connection, world.house, job)
    assert job.state == "done"
    assert asdict(await result(world, job.id)) == UCI_RESULT
    assert await world.rows(_CONTENT) == [(None, None, None, None, 0, 0, 0)]
    await import_file(world, uci_file)
    known = await start(world, uci_file, dry_run=True)
    await read_job(world.connection, world.house, known)
    found = await result(world, known.id)
    assert (found.orders, found.cancellations, found.duplicates, found.lines_known) == (0, 0, 4, 7)


class KilledError(Exception):
    """Stands for a process that ends in the middle of a file."""


async def test_a_killed_reader_is_resumed_where_it_was(
    world: World, uci_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "GROUPS_MAX", 3)

    def die(lines_read: int, bytes_read: int, bytes_total: int) -> None:
        raise KilledError

    job = await start(world, uci_file)
    with pytest.raises(KilledError):
        await read_job(world.connection, world.house, job, die)
    assert await world.one("SELECT messages + refusals FROM import_job") == 3
    assert not await run_waiting(world.connection, world.house), "its reader may still be alive"
    world.clock.advance(seconds=60)
    assert await run_waiting(world.connection, world.house)
    await world.drain()
    assert not await run_waiting(world.connection, world.house)
    assert asdict(await result(world, job.id)) == UCI_RESULT
    assert await world.one("SELECT count(*) FROM import_error") == 6
    assert await world.one("SELECT state FROM import_job") == "done"


async def test_a_reader_that_was_taken_over_stores_nothing(
    world: World, uci_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "GROUPS_MAX", 3)
    job = await start(world, uci_file)
    await read_job(world.connection, world.house, job)
    late = await read_job(world.connection, world.house, job)
    assert late.state == "storing"
    await world.drain()
    assert asdict(await result(world, job.id)) == UCI_RESULT


async def test_who_repeats_a_killed_import_goes_on_with_it(world: World, uci_file: Path) -> None:
    job = await start(world, uci_file)
    found = find_format(uci_file, "uci")
    world.clock.advance(seconds=60)
    async with transaction(world.connection) as work:
        now = world.clock.now()
        shop = (await shops.read_all(work))[job.shop_id]
        new = plan_job(uci_file, found, shop, mode=None, dry_run=False, uploaded=False, actor="cli")
        again = await store.take_again(work, new, at=now, stale_before=now - running.STALE_AFTER)
        live = plan_job(uci_file, found, shop, mode="live", dry_run=False, uploaded=False, actor="cli")
        other = await store.take_again(work, live, at=now, stale_before=now)
    assert again is not None and again.id == job.id
    assert other is None, "another mode is another import"


def left_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.fixture
def upload(uci_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(uci_file, tmp_path / "upload.csv"))


async def test_an_uploaded_file_is_deleted_once_it_is_stored(world: World, upload: Path, tmp_path: Path) -> None:
    await import_file(world, upload, uploaded=True)
    assert left_in(tmp_path) == []


async def test_a_file_of_the_command_line_stays(world: World, upload: Path, tmp_path: Path) -> None:
    await import_file(world, upload)
    assert left_in(tmp_path) == [upload.name]


async def test_a_file_that_is_gone_fails_its_job(world: World, upload: Path, tmp_path: Path) -> None:
    job = await start(world, upload, state="waiting")
    await asyncio.to_thread(shutil.rmtree, tmp_path)
    assert await run_waiting(world.connection, world.house)
    assert await world.rows("SELECT state, error->>'code' FROM import_job WHERE id = %s", job.id) == [
        ("failed", "import.file_gone")
    ]


def _sales_and_credits() -> str:
    """Invoices of two buyers at the same minutes, and credits that several of them could answer."""
    rows = ["InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"]
    for number in range(12):
        day, buyer = f"2010-12-0{number // 6 + 1}", number % 2
        end = f"1.10,{buyer},United Kingdom"
        rows += [f"8000{number:02d},{code},x,{number % 3 + 1},{day} 08:00:00,{end}" for code in ("A", "B")]
        rows.append(f"C8100{number:02d},A,x,-{number % 4 + 1},{day} 09:00:00,{end}")
    return "\n".join(rows) + "\n"


_MATCHES = """
    SELECT c.source_no, c.position, s.source_no, c.line_no, c.qty, c.amount_minor
    FROM order_credit AS c LEFT JOIN order_source AS s USING (order_id)
    ORDER BY c.source_no, c.position"""


async def test_credits_find_the_same_lines_whatever_the_batch(world: World, tmp_path: Path) -> None:
    path = tmp_path / "credits.csv"
    path.write_text(_sales_and_credits(), encoding="utf-8")
    found = []
    for size in (1, 5, 100):
        shop = f"shop {size}"
        job = await start(world, path, "uci", shop=shop)
        await read_job(world.connection, world.house, job)
        await Lane(world.house, batch_size=size).drain(world.connection)
        found.append(await world.rows(_MATCHES))
        await world.run("DELETE FROM order_credit")
    assert len(found[0]) > 12
    assert found[0] == found[1] == found[2]


async def test_history_has_one_lane_and_live_orders_go_before_it(world: World) -> None:
    await world.put(order_message("h1"), order_message("h2"), history=True)
    await world.put(order_message("l1"))
    async with await connect(world.url) as other:
        async with transaction(world.connection) as work:
            at = world.clock.now()
            assert [m.source_no for m in await inbox.claim(work, at=at, row_count_max=10)] == ["l1"]
            assert [m.source_no for m in await inbox.claim(work, at=at, row_count_max=1)] == ["h1"]
            async with transaction(other) as second:
                assert await inbox.claim(second, at=at, row_count_max=10) == [], "h2 must not overtake h1"
        async with transaction(other) as second:
            assert [m.source_no for m in await inbox.claim(second, at=at, row_count_max=10)] == ["h2"]


async def test_a_batch_is_measured_in_lines(world: World) -> None:
    async with transaction(world.connection) as work:
        at = world.clock.now()
        body = world.house.vault.seal(b"{}")
        inbox.put(work, [Incoming(n, 1, str(n), at, "api", False, body, 3_000) for n in (1, 2, 3)])
    async with transaction(world.connection) as work:
        assert [m.id for m in await inbox.claim(work, at=at, row_count_max=10)] == [1, 2]
        assert [m.id for m in await inbox.claim(work, at=at, row_count_max=10, line_count_max=1)] == [3]


async def test_a_message_refused_by_intake_counts_its_rows(world: World) -> None:
    async with transaction(world.connection) as work:
        bad = order_message("1", currency="rmb")
        (message_id,) = await world.house.ids.take(work, 1)
        body = world.house.vault.seal(reading.encode(bad))
        inbox.put(work, [Incoming(message_id, 1, "1", world.clock.now(), "import:9", False, body, 5)])
    await world.drain()
    assert await world.rows("SELECT lines_quarantined, messages, lines_stored FROM import_tally") == [(5, 1, 0)]
    assert await world.rows("SELECT row_count, code FROM quarantine") == [(5, "intake.bad_currency")]


GENERIC = "订单号,下单时间,状态,商品编码,数量,单价,金额,收货人,电话,省,市,区,详细地址\n"


async def test_amounts_that_differ_hold_a_live_order(world: World, tmp_path: Path) -> None:
    await world.stock("A", 5)
    path = tmp_path / "live.csv"
    address = "王小明,13812345678,浙江省,杭州市,西湖区,文三路 1 号"
    path.write_text(
        f"{GENERIC}1,2026-03-01 08:00,待发货,A,1,10.00,11.00,{address}\n2,2026-03-01 08:00,待发货,A,1,10.00,10.00,{address}\n",
        encoding="utf-8",
    )
    found = await import_file(world, path, shop="S1")
    assert (found.orders, found.lines_stored) == (2, 2)
    rows = await world.rows("SELECT hold_codes, tags, stage FROM orders ORDER BY id")
    assert rows[0] == (["amount.mismatch"], [], rows[0][2])
    assert rows[1] == ([], [], "shipping")


async def _items(world: World) -> dict[str, Any]:
    rows = await world.rows("SELECT code, id, state, attempts, body FROM quarantine ORDER BY id")
    return {row[0]: row[1:] for row in rows}


async def _replay(world: World, item_id: int) -> str:
    async with transaction(world.connection) as work:
        (outcome,) = await quarantine.replay(work, world.house, [item_id], "user:1")
    return outcome.outcome


async def _mend(world: World, item_id: int, old: str, new: str) -> None:
    body = await world.one("SELECT body FROM quarantine WHERE id = %s", item_id)
    shown = quarantine_rules.shown(world.house.vault.open_json(body))
    payload = reading.msgspec.json.decode(reading.encode(shown).replace(old.encode(), new.encode()))
    async with transaction(world.connection) as work:
        await quarantine.mend(work, world.house, item_id, payload)


async def test_a_mended_row_joins_its_order(world: World, uci_file: Path) -> None:
    await import_file(world, uci_file)
    bad = (await _items(world))["cell.not_a_number"][0]
    assert await _replay(world, bad) == "refused"
    assert (await _items(world))["cell.not_a_number"][1:3] == ("open", 1)
    await _mend(world, bad, '"one"', '"1.50"')
    assert await _replay(world, bad) == "queued"
    assert await _replay(world, bad) == "no_change", "it waits in the inbox"
    assert await world.one("SELECT state FROM quarantine WHERE id = %s", bad) == "open"
    await world.drain()
    row = "SELECT state, attempts, resolved_by FROM quarantine WHERE id = %s"
    assert await world.rows(row, bad) == [("replayed", 2, "user:1")]
    shop_id = await world.one("SELECT id FROM shop WHERE code = 'uci'")
    order_id = await world.order_id("700007", shop_id)
    assert [(line["item_code"], line["goods_minor"]) for line in await world.lines(order_id)] == [
        ("Y", 200),
        ("X", 300),
    ]
    order = await world.order(order_id)
    assert (order["total_minor"], order["paid_minor"], order["state"], order["shipped_qty"]) == (
        500,
        500,
        "completed",
        4,
    )
    assert await world.broken() == {}
    again = await import_file(world, uci_file)
    assert (again.orders, again.duplicates) == (0, 4)


async def test_a_row_that_does_not_fit_its_header_is_not_read_until_it_is_mended(world: World, uci_file: Path) -> None:
    await import_file(world, uci_file)
    ragged = (await _items(world))["row.ragged"][0]
    assert await _replay(world, ragged) == "refused"
    assert await world.one("SELECT code FROM quarantine WHERE id = %s", ragged) == "row.ragged"
    body = world.house.vault.open_json(await world.one("SELECT body FROM quarantine WHERE id = %s", ragged))
    cells = {
        "InvoiceNo": "700009", "StockCode": "Z", "Description": "TOO MANY", "Quantity": "2", "InvoiceDate":
        "2010-12-03 12:00:00", "UnitPrice": "1.00", "CustomerID": "", "Country": "United Kingdom",
    }  # fmt: skip
    payload = {"type": "rows", "format": "uci", "rows": [{"no": body["rows"][0]["no"], "cells": cells}]}
    async with transaction(world.connection) as work:
        await quarantine.mend(work, world.house, ragged, payload)
    assert await _replay(world, ragged) == "queued"
    await world.drain()
    assert await world.one("SELECT state FROM quarantine WHERE id = %s", ragged) == "replayed"
    assert await world.one("SELECT count(*) FROM order_source WHERE source_no = '700009'") == 1


async def test_a_refused_message_stays_open_until_it_is_right(world: World) -> None:
    await world.send(order_message("1", currency="rmb"))
    ((item_id, masked_name),) = await world.rows("SELECT id, code FROM quarantine")
    assert masked_name == "intake.bad_currency"
    assert await _replay(world, item_id) == "queued"
    await world.drain()
    assert await world.rows("SELECT id, state, attempts FROM quarantine") == [(item_id, "open", 1)]
    await _mend(world, item_id, '"currency":"rmb"', '"currency":"CNY"')
    assert await _replay(world, item_id) == "queued"
    await world.drain()
    assert await world.rows("SELECT id, state, attempts FROM quarantine") == [(item_id, "replayed", 2)]
    order = await world.order(await world.order_id("1"))
    assert order["currency"] == "CNY"
    assert "*" in order["receiver_masked"] and order["phone_masked"] is not None
    sealed = await world.one("SELECT sealed FROM contact WHERE order_id = %s", order["id"])
    plain = world.house.vault.open_json(sealed)
    assert "*" not in plain["name"] and "*" not in plain["phone"], "the edit of masked values kept the true ones"


async def test_discarding_needs_an_open_item(world: World) -> None:
    await world.send(order_message("1", currency="rmb"))
    item_id = await world.one("SELECT id FROM quarantine")
    async with transaction(world.connection) as work:
        outcomes = await quarantine.discard(work, world.house, [item_id, 5], "坏账", "user:1")
    assert [one.outcome for one in outcomes] == ["discarded", "no_change"]
    assert await world.rows("SELECT state, resolution, resolved_by FROM quarantine") == [
        ("discarded", "坏账", "user:1")
    ]
    assert await _replay(world, item_id) == "no_change"
