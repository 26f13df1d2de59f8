"""The reads over HTTP: shapes as declared, personal data masked everywhere, nothing beyond a caller's warehouses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from api.conftest import Running
from danshu.db.unit_of_work import transaction
from danshu.ground.accounts.store import create_key
from danshu.pipeline.passes import pass_due
from danshu.views.home import HomeOut
from danshu.views.order_story import RawOut, Timeline
from danshu.views.page_models import OrderPageOut
from danshu.views.row_models import CountOut, OrderRows, TabsOut
from danshu.views.stock import HolderPage, LedgerPage, StockDetail, StockPage

# What no answer but `reveal` may hold.
SECRETS = ("王小明", "13812345678", "文三路1号", "小明的店", "18600001111")
READER = ["orders.read", "stock.read", "money.read", "personal.reveal", "quarantine.manage"]


@dataclass
class Shop:
    """Two orders, one in each warehouse; `east` and `west` are clients with a key for one warehouse only."""

    owner: httpx.AsyncClient
    east: httpx.AsyncClient
    west: httpx.AsyncClient
    order_id: str
    other_id: str
    sku_id: str
    other_sku_id: str


def message(number: str, code: str, province: str) -> dict[str, Any]:
    return {
        "source_no": number, "status": "paid", "placed_at": "2026-05-04T02:00:00Z", "paid_at": "2026-05-04T02:01:00Z",
        "currency": "CNY", "buyer_nick": "小明的店", "buyer_id": f"b-{number}", "buyer_note": "打 18600001111 或 138 1234 5678 找王小明",
        "seller_note": "王小明 老客户",
        "receiver": {"name": "王小明", "phone": "13812345678", "address": f"{province}西湖区文三路1号"},
        "lines": [{"code": code, "title": "茶具", "qty": 2, "paid_minor": 1001}],
    }  # fmt: skip


async def keyed(house: Running, scopes: list[str], warehouse_ids: list[int] | None) -> httpx.AsyncClient:
    """A client with a key of its own."""
    async with house.app.state.pool.connection() as connection, transaction(connection) as work:
        caller = type("Maker", (), {"actor": "user:1"})()
        _, secret = await create_key(work, caller, "k", scopes, warehouse_ids, house.clock.now())
    return house.client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"})


@pytest.fixture
async def shop(house: Running, owner: httpx.AsyncClient) -> Shop:
    made = await owner.post("/v1/shops", json={"code": "tb1", "name": "店", "channel": "taobao", "abbr": "TB"})
    assert made.status_code == 201, made.text
    places, skus = [], []
    for code, province, city in (("HZ", "浙江", "杭州"), ("GZ", "广东", "广州")):
        place = await owner.post(
            "/v1/warehouses", json={"code": code, "name": f"{code}仓", "province": province, "city": city}
        )
        assert place.status_code == 201, place.text
        sku = await owner.post("/v1/skus", json={"code": f"SKU-{code}", "name": f"茶具{code}", "low_stock_qty": 50})
        assert sku.status_code == 201, sku.text
        places.append(place.json()["id"])
        skus.append(sku.json()["id"])
        rows = [{"sku": f"SKU-{code}", "warehouse_id": int(places[-1]), "qty": 10}]
        received = await owner.post(
            "/v1/actions/stock.receive", json={"params": {"rows": rows}}, headers={"Idempotency-Key": code}
        )
        assert received.status_code in (200, 207), received.text
    orders = [message("A-1", "SKU-HZ", "浙江省杭州市"), message("B-1", "SKU-GZ", "广东省广州市")]
    sent = await owner.post("/v1/orders/batch", json={"shop": "tb1", "orders": orders})
    ids = [item["id"] for item in sent.json()["items"]]
    async with house.app.state.pool.connection() as connection:
        await pass_due(connection, house.app.state.house, row_count_max=100)
    east, west = [await keyed(house, READER, [int(place)]) for place in places]
    return Shop(owner, east, west, ids[0], ids[1], skus[0], skus[1])


def addresses(shop: Shop) -> list[str]:
    """Every read of this module."""
    return [
        "/v1/orders", "/v1/orders?q=A-1", "/v1/orders?receiver=王小明", "/v1/orders?phone=13812345678", "/v1/orders/count", "/v1/orders/tabs",
        f"/v1/orders/{shop.order_id}", f"/v1/orders/{shop.order_id}/timeline", f"/v1/orders/{shop.order_id}/raw", "/v1/stock",
        f"/v1/stock/{shop.sku_id}", f"/v1/stock/{shop.sku_id}/ledger", f"/v1/stock/{shop.sku_id}/holders", "/v1/home",
    ]  # fmt: skip


async def test_answers_have_the_declared_shapes(shop: Shop) -> None:
    shapes: list[Any] = [
        OrderRows, OrderRows, OrderRows, OrderRows, CountOut, TabsOut, OrderPageOut, Timeline, RawOut, StockPage, StockDetail, LedgerPage,
        HolderPage, HomeOut,
    ]  # fmt: skip
    for address, shape in zip(addresses(shop), shapes, strict=True):
        answer = await shop.owner.get(address)
        assert answer.status_code == 200, answer.text
        for body in answer.json() if shape is RawOut else [answer.json()]:
            assert not missing(body, shape.model_validate(body).model_dump(by_alias=True)), address


def missing(body: Any, read: Any, at: str = "") -> list[str]:
    """Fields of an answer that its model does not declare, and the other way round."""
    if isinstance(body, dict) and isinstance(read, dict):
        odd = [f"{at}.{key}" for key in set(body) ^ set(read)]
        return odd + [one for key in set(body) & set(read) for one in missing(body[key], read[key], f"{at}.{key}")]
    if isinstance(body, list) and isinstance(read, list):
        return [one for a, b in zip(body, read, strict=True) for one in missing(a, b, f"{at}[]")]
    return []


async def test_no_answer_tells_who_the_buyer_is(shop: Shop) -> None:
    for client in (shop.owner, shop.east):
        for address in addresses(shop):
            answer = await client.get(address)
            assert answer.status_code == 200, (address, answer.text)
            told = [secret for secret in SECRETS if secret in answer.text]
            assert not told, (address, told)
    page = (await shop.owner.get(f"/v1/orders/{shop.order_id}")).json()
    assert page["receiver_masked"] == {"name": "王**", "phone": "138****5678", "region": "浙江省 杭州市 西湖区"}
    assert {note["kind"] for note in page["notes"]} == {"buyer", "seller"}


async def test_reveal_needs_the_permission_and_is_logged(house: Running, shop: Shop) -> None:
    asked = {"fields": ["name", "phone"], "reason": "call the buyer"}
    path = f"/v1/orders/{shop.order_id}/reveal"
    blind = await keyed(house, ["orders.read"], None)
    assert (await blind.post(path, json=asked)).status_code == 403
    assert (await shop.west.post(path, json=asked)).status_code == 404
    assert await house.fetch("SELECT count(*) FROM audit_log WHERE action = 'order.revealed'") == [(0,)]
    told = await shop.owner.post(path, json=asked)
    assert told.json() == {"name": "王小明", "phone": "13812345678", "address": None}
    rows = await house.fetch("SELECT actor, subject, detail FROM audit_log WHERE action = 'order.revealed'")
    assert rows == [("user:1", f"order:{shop.order_id}", asked)]


async def test_another_warehouses_orders_do_not_exist(shop: Shop) -> None:
    number = (await shop.owner.get(f"/v1/orders/{shop.other_id}")).json()["number"]
    for path in ("", "/timeline", "/raw"):
        for key in (shop.other_id, number):
            assert (await shop.east.get(f"/v1/orders/{key}{path}")).status_code == 404
    for asked in ({}, {"q": "B-1"}, {"q": number}, {"q": "5678"}, {"q": "王小明"}, {"q": "SKU-GZ"}, {"source_no": "B"}, {"number": number},
                  {"phone": "13812345678"}, {"sku": "SKU-GZ"}, {"state": "paid"}, {"warehouse_id": "2"}):  # fmt: skip
        found = (await shop.east.get("/v1/orders", params=asked)).json()["items"]
        assert shop.other_id not in [row["id"] for row in found], asked
        assert (await shop.east.get("/v1/orders", params={**asked, "limit": 1})).json()["next_cursor"] is None, asked
        count = (await shop.east.get("/v1/orders/count", params=asked)).json()["count"]
        assert count == len(found) <= 1, asked
    tabs = (await shop.east.get("/v1/orders/tabs")).json()
    assert tabs["all"] == 1 and tabs["states"] == {"paid": 1}
    assert (await shop.east.get("/v1/orders/tabs", params={"warehouse_id": "2"})).json()["all"] == 0


async def test_another_warehouses_stock_does_not_exist(shop: Shop) -> None:
    mine = (await shop.east.get(f"/v1/stock/{shop.sku_id}")).json()
    assert mine["available"] == 8 and [node["on_hand"] for node in mine["nodes"]] == [10]
    theirs = (await shop.east.get(f"/v1/stock/{shop.other_sku_id}")).json()
    assert theirs["available"] == 0 and theirs["nodes"] == [] and {term["qty"] for term in theirs["terms"]} == {0}
    for path in ("ledger", "holders"):
        assert (await shop.east.get(f"/v1/stock/{shop.other_sku_id}/{path}")).json()["items"] == []
        assert (await shop.east.get(f"/v1/stock/{shop.sku_id}/{path}")).json()["items"] != []
    rows = {row["sku"]["code"]: row for row in (await shop.east.get("/v1/stock")).json()["items"]}
    assert rows["SKU-GZ"]["on_hand"] == rows["SKU-GZ"]["to_ship"] == 0 and rows["SKU-HZ"]["to_ship"] == 2
    home = (await shop.east.get("/v1/home")).json()
    assert home["today"] is None and home["channels"] == home["shops"] == [] and home["states"] == {"paid": 1}
    whole = (await shop.owner.get("/v1/home")).json()
    assert whole["today"]["orders"] == 2 and whole["states"] == {"paid": 2}
    assert [(item["sku"]["code"], item["available"]) for item in whole["low_stock"]] == [("SKU-GZ", 8), ("SKU-HZ", 8)]


async def test_money_is_for_those_who_may_see_it(house: Running, shop: Shop) -> None:
    poor = await keyed(house, ["orders.read", "stock.read"], None)
    row = (await poor.get("/v1/orders")).json()["items"][0]
    assert row["total_minor"] is row["paid_minor"] is None
    page = (await poor.get(f"/v1/orders/{shop.order_id}")).json()
    assert page["money"] is None and page["lines"][0]["paid_minor"] is None
    raw = (await poor.get(f"/v1/orders/{shop.order_id}/raw")).json()
    assert raw[0]["payload"]["lines"][0]["paid_minor"] is None
    assert (await shop.owner.get("/v1/orders")).json()["items"][0]["total_minor"] == 1001


async def test_the_page_says_where_units_are_and_what_comes_next(shop: Shop) -> None:
    page = (await shop.owner.get(f"/v1/orders/{shop.order_id}")).json()
    (use,) = page["lines"][0]["stock"]
    assert (use["kind"], use["qty"], use["warehouse"]["name"]) == ("released", 2, "HZ仓") and use["since"]
    assert page["explain"]["code"] == "waiting_warehouse" and page["next_action"]["name"] == "order.start_picking"
    assert [one["stage"] for one in page["decisions"]] == ["promise", "screening", "sourcing"]
    assert page["decisions"][2]["rejected"] != []
    seen = (await shop.east.get(f"/v1/orders/{shop.order_id}")).json()
    assert seen["decisions"][2]["rejected"] == [], "what other warehouses have is not for this caller"
    holders = (await shop.owner.get(f"/v1/stock/{shop.sku_id}/holders")).json()["items"]
    assert [(one["order"]["id"], one["qty"], one["kind"], one["why"]) for one in holders] == [
        (shop.order_id, 2, "to_ship", "released, not picked")
    ]


async def test_the_timeline_goes_on_where_a_page_ended(shop: Shop) -> None:
    path = f"/v1/orders/{shop.order_id}/timeline"
    whole = (await shop.owner.get(path)).json()["items"]
    kinds = [item["kind"] for item in whole]
    assert kinds[-1] == "order.accepted" and "order.released" in kinds
    seen, cursor = [], None
    while True:
        part = (await shop.owner.get(path, params={"limit": 2, **({"cursor": cursor} if cursor else {})})).json()
        seen += part["items"]
        cursor = part["next_cursor"]
        if cursor is None:
            break
    assert seen == whole
    some = (await shop.owner.get(path, params={"kinds": ["order.released"]})).json()["items"]
    assert [item["kind"] for item in some] == ["order.released"]


async def test_a_cursor_belongs_to_its_filter(shop: Shop) -> None:
    first = (await shop.owner.get("/v1/orders", params={"limit": 1})).json()
    following = (await shop.owner.get("/v1/orders", params={"limit": 1, "cursor": first["next_cursor"]})).json()
    assert {first["items"][0]["id"], following["items"][0]["id"]} == {shop.order_id, shop.other_id}
    assert following["next_cursor"] is None
    for other in (
        {"cursor": first["next_cursor"], "state": "paid"},
        {"cursor": "x"},
        {"cursor": first["next_cursor"], "sort": "paid"},
    ):
        answer = await shop.owner.get("/v1/orders", params=other)
        assert answer.status_code == 422 and answer.json()["code"] == "listing.bad_cursor"
    assert (await shop.owner.get("/v1/orders", params={"colour": "red"})).status_code == 422
