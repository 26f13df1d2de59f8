"""Uploads, their progress and row errors, and the quarantine: the whole way by HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from api.conftest import Running
from danshu.db.pool import connect
from danshu.desks.importing.jobs import run_waiting
from danshu.pipeline.runner import Lane


@pytest.fixture
def uci_bytes(repo_root: Path) -> bytes:
    return (repo_root / "tests" / "contract" / "fixtures" / "uci_lines.csv").read_bytes()


async def work(house: Running) -> None:
    """What the worker does until nothing is left."""
    async with await connect(house.database_url) as connection:
        while await run_waiting(connection, house.app.state.house):
            await Lane(house.app.state.house).drain(connection)
        await run_waiting(connection, house.app.state.house)


async def upload(client: httpx.AsyncClient, content: bytes, name: str = "orders.csv", **fields: str) -> httpx.Response:
    return await client.post("/v1/imports", files={"file": (name, content)}, data=fields)


async def imported(house: Running, client: httpx.AsyncClient, content: bytes, **fields: str) -> dict[str, Any]:
    answer = await upload(client, content, **fields)
    assert answer.status_code == 202, answer.text
    await work(house)
    shown: dict[str, Any] = (await client.get(f"/v1/imports/{answer.json()['id']}")).json()
    return shown


async def test_a_file_is_taken_followed_and_accounted_for(
    house: Running, owner: httpx.AsyncClient, uci_bytes: bytes
) -> None:
    shown = await imported(house, owner, uci_bytes)
    assert (shown["state"], shown["mode"], shown["format"], shown["dry_run"]) == ("done", "history", "uci", False)
    assert shown["result"] == {
        "lines_read": 13, "lines_stored": 7, "orders": 3, "cancellations": 1, "duplicates": 0, "updated": 0,
        "lines_known": 0, "quarantined": 6, "net_minor": 3017, "currency": "GBP",
    }  # fmt: skip
    assert shown["progress"]["bytes"] == shown["progress"]["total_bytes"] == len(uci_bytes)
    assert shown["progress"]["stored"] == shown["progress"]["messages"] == 4
    assert (shown["by"]["kind"], shown["by"]["name"], shown["error"]) == ("user", "Boss", None)
    assert shown["errors_count"] == 6
    assert not any((house.app.state.config.data_dir / "uploads").iterdir())
    listed = (await owner.get("/v1/imports")).json()
    assert [one["id"] for one in listed["items"]] == [shown["id"]] and listed["next_cursor"] is None


async def test_row_errors_come_in_pages_and_in_the_readers_language(
    house: Running, owner: httpx.AsyncClient, uci_bytes: bytes
) -> None:
    shown = await imported(house, owner, uci_bytes)
    first = (await owner.get(f"/v1/imports/{shown['id']}/errors", params={"limit": 4})).json()
    rest = (await owner.get(f"/v1/imports/{shown['id']}/errors", params={"cursor": first["next_cursor"]})).json()
    errors = first["items"] + rest["items"]
    assert len(errors) == 6 and rest["next_cursor"] is None
    price = next(one for one in errors if one["code"] == "cell.not_a_number")
    assert (price["row_no"], price["column"], price["value"]) == (11, "UnitPrice", "one")
    assert price["what"].startswith("Row 11") and price["mend"]
    chinese = await owner.get(f"/v1/imports/{shown['id']}/errors", headers={"Accept-Language": "zh-CN"})
    assert any("第 11 行" in one["what"] for one in chinese.json()["items"])


async def test_a_dry_run_stores_nothing(house: Running, owner: httpx.AsyncClient, uci_bytes: bytes) -> None:
    shown = await imported(house, owner, uci_bytes, dry_run="true")
    assert (shown["state"], shown["result"]["orders"], shown["result"]["net_minor"]) == ("done", 3, 3017)
    assert await house.fetch("SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM quarantine)") == [(0, 0)]
    assert not any((house.app.state.config.data_dir / "uploads").iterdir())


@pytest.mark.parametrize(
    ("name", "content", "fields", "status", "code"),
    [
        ("orders.pdf", b"%PDF-1.7", {}, 415, "import.file_type"),
        ("orders.csv", b"%PDF-1.7", {}, 400, "file.kind"),
        ("orders.csv", b"", {}, 400, "file.empty"),
        ("orders.csv", b"a,b\n1,2\n", {}, 400, "file.format_unknown"),
        ("orders.csv", b"a,b\n1,2\n", {"format": "jd"}, 400, "file.columns_missing"),
        ("orders.csv", b"a,b\n1,2\n", {"format": "nothing"}, 422, "import.unknown_format"),
        ("orders.csv", b"a,b\n1,2\n", {"format": "../x"}, 422, "http.invalid"),
        ("orders.csv", b"a,b\n1,2\n", {"mode": "both"}, 422, "http.invalid"),
    ],
)
async def test_what_is_no_order_file_is_refused_and_not_kept(
    house: Running, owner: httpx.AsyncClient, name: str, content: bytes, fields: dict[str, str], status: int, code: str
) -> None:
    answer = await upload(owner, content, name, **fields)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    folder = house.app.state.config.data_dir / "uploads"
    assert not folder.exists() or not any(folder.iterdir())
    assert await house.fetch("SELECT count(*) FROM import_job") == [(0,)]


async def test_a_file_name_is_never_a_path(house: Running, owner: httpx.AsyncClient, uci_bytes: bytes) -> None:
    answer = await upload(owner, uci_bytes, "../../etc/évil\\orders.csv")
    assert answer.status_code == 202, answer.text
    ((name, path),) = await house.fetch("SELECT file_name, file_path FROM import_job")
    assert name == "orders.csv"
    assert Path(path).parent == house.app.state.config.data_dir / "uploads" and Path(path).stem != "orders"


async def test_who_may_not_import_may_not_read_imports(
    house: Running, owner: httpx.AsyncClient, uci_bytes: bytes
) -> None:
    made = await owner.post(
        "/v1/users", json={"login": "packer", "name": "P", "password": "long enough 9", "roles": ["warehouse"]}
    )
    assert made.status_code == 201, made.text
    packer = await house.sign_in("packer", "long enough 9")
    for answer in (
        await upload(packer, uci_bytes),
        await packer.get("/v1/imports"),
        await packer.get("/v1/quarantine"),
        await packer.post("/v1/quarantine/replay", json={"filter": {}}),
    ):
        assert answer.status_code == 403, answer.text
    await packer.aclose()


async def test_unknown_ids_are_404(owner: httpx.AsyncClient) -> None:
    for path in ("/v1/imports/7", "/v1/imports/7/errors", "/v1/quarantine/7"):
        assert (await owner.get(path)).status_code == 404
    assert (await owner.patch("/v1/quarantine/7", json={"payload": {}})).status_code == 404


async def quarantined(owner: httpx.AsyncClient, code: str) -> dict[str, Any]:
    items = (await owner.get("/v1/quarantine", params={"reason": code})).json()["items"]
    assert len(items) == 1
    shown: dict[str, Any] = (await owner.get(f"/v1/quarantine/{items[0]['id']}")).json()
    return shown


async def test_a_quarantined_row_is_mended_and_replayed(
    house: Running, owner: httpx.AsyncClient, uci_bytes: bytes
) -> None:
    await imported(house, owner, uci_bytes)
    item = await quarantined(owner, "cell.not_a_number")
    assert (item["row_no"], item["row_count"], item["source_no"], item["state"]) == (11, 1, "700007", "open")
    cells = item["payload"]["rows"][0]["cells"]
    assert cells["UnitPrice"] == "one"
    cells["UnitPrice"] = "1.50"
    path = f"/v1/quarantine/{item['id']}"
    mended = await owner.patch(path, json={"payload": item["payload"]})
    assert mended.status_code == 200, mended.text
    assert mended.json()["payload"]["rows"][0]["cells"]["UnitPrice"] == "1.50"
    answer = await owner.post("/v1/quarantine/replay", json={"ids": [item["id"]]})
    assert (answer.status_code, answer.json()["counts"]) == (207, {"queued": 1})
    await work(house)
    async with await connect(house.database_url) as connection:
        await Lane(house.app.state.house).drain(connection)
    assert (await owner.get(path)).json()["state"] == "replayed"
    assert (await owner.patch(path, json={"payload": item["payload"]})).status_code == 409
    assert await house.fetch(
        "SELECT total_minor FROM orders JOIN order_source ON order_id = id WHERE source_no = '700007'"
    ) == [(500,)]


async def test_a_replay_by_filter_tells_what_is_wrong_with_each(
    house: Running, owner: httpx.AsyncClient, uci_bytes: bytes
) -> None:
    await imported(house, owner, uci_bytes)
    answer = (await owner.post("/v1/quarantine/replay", json={"filter": {"source": "import"}})).json()
    assert answer["counts"] == {"refused": 6}
    assert all(one["code"] and one["what"] and one["mend"] for one in answer["items"])
    items = (await owner.get("/v1/quarantine")).json()["items"]
    assert {one["attempts"] for one in items} == {1}
    ids = [one["id"] for one in items]
    gone = (await owner.post("/v1/quarantine/discard", json={"ids": ids, "reason": "bad debts"})).json()
    assert gone["counts"] == {"discarded": 6}
    assert (await owner.get("/v1/quarantine")).json()["items"] == []
    closed = (await owner.get("/v1/quarantine", params={"state": "discarded"})).json()["items"]
    assert {one["resolution"] for one in closed} == {"bad debts"}


GENERIC = "订单号,下单时间,状态,商品编码,数量,收货人,电话,详细地址\n"


async def test_personal_cells_are_masked_and_survive_an_edit(house: Running, owner: httpx.AsyncClient) -> None:
    content = f"{GENERIC}9,2026-03-01 08:00,已寄,A,1,王小明,13812345678,浙江省杭州市西湖区文三路 1 号\n".encode()
    await imported(house, owner, content, shop_code="web")
    item = await quarantined(owner, "status.unknown")
    cells = item["payload"]["rows"][0]["cells"]
    assert (cells["收货人"], cells["电话"]) == ("王**", "138****5678") and "文三路" not in cells["详细地址"]
    cells["状态"] = "待发货"
    assert (await owner.patch(f"/v1/quarantine/{item['id']}", json={"payload": item["payload"]})).status_code == 200
    await owner.post("/v1/quarantine/replay", json={"ids": [item["id"]]})
    async with await connect(house.database_url) as connection:
        await Lane(house.app.state.house).drain(connection)
    ((receiver, phone, city),) = await house.fetch("SELECT receiver_masked, phone_masked, city FROM orders")
    assert (receiver, phone, city) == ("王**", "138****5678", "杭州市")


@pytest.mark.parametrize(
    "payload",
    [
        {}, {"type": "order"}, {"type": "rows", "format": "jd", "rows": []}, {"type": "rows", "format": "uci", "rows": "x"},
        {"type": "rows", "format": "uci", "rows": [7]}, {"type": "rows", "format": "uci", "rows": [{"no": "a"}]},
        {"type": "rows", "format": "uci", "rows": [{"no": 11, "cells": {"UnitPrice": 3}}]},
        {"type": "rows", "format": "uci", "rows": [{"no": 11, "cells": {"Other": "x"}}]},
        {"type": "rows", "format": "uci", "rows": [{"no": 11, "cells": {"UnitPrice": "\x00"}}]},
    ],
)  # fmt: skip
async def test_an_edit_keeps_the_shape(
    house: Running, owner: httpx.AsyncClient, uci_bytes: bytes, payload: dict[str, Any]
) -> None:
    await imported(house, owner, uci_bytes)
    item = await quarantined(owner, "cell.not_a_number")
    answer = await owner.patch(f"/v1/quarantine/{item['id']}", json={"payload": payload})
    assert (answer.status_code, answer.json()["code"]) == (422, "quarantine.bad_payload"), answer.text
