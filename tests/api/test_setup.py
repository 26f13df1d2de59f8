"""Shops, warehouses, zones, calendar, SKUs, listings, settings, saved views: made, changed, refused, audited."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from api.conftest import Running
from danshu.db.unit_of_work import transaction
from danshu.domain.orders.jobs import match_held
from danshu.pipeline.passes import pass_due

SHOP = {"code": "tb1", "name": "淘宝一店", "channel": "taobao", "abbr": "TB"}


async def send_order(owner: httpx.AsyncClient, number: str, code: str) -> str:
    """Sends a paid order of one line to the shop tb1 and gives its id."""
    message = {
        "source_no": number, "status": "paid", "placed_at": "2026-05-04T02:00:00Z", "paid_at": "2026-05-04T02:00:00Z",
        "currency": "CNY",
        "receiver": {"name": "王小明", "phone": "13812345678", "address": "浙江省杭州市西湖区文三路1号"},
        "lines": [{"code": code, "title": "茶具", "qty": 2, "paid_minor": 1001}],
    }  # fmt: skip
    sent = (await owner.post("/v1/orders/batch", json={"shop": "tb1", "orders": [message]})).json()
    return str(sent["items"][0]["id"])


async def test_a_shop_is_made_changed_and_audited(owner: httpx.AsyncClient) -> None:
    made = await owner.post("/v1/shops", json=SHOP)
    assert made.status_code == 201, made.text
    shop = made.json()
    assert shop | SHOP == shop and shop["orders_today"] == 0 and shop["last_order_at"] is None
    assert (await owner.post("/v1/shops", json=SHOP)).json()["code"] == "shops.code_taken"
    assert (await owner.post("/v1/shops", json={**SHOP, "code": "x", "channel": "no"})).json()[
        "code"
    ] == "shops.unknown_channel"
    changed = await owner.patch(f"/v1/shops/{shop['id']}", json={**SHOP, "reserve_at": "paid", "name": None})
    assert changed.json() == {**shop, "reserve_at": "paid"}
    fixed = await owner.patch(f"/v1/shops/{shop['id']}", json={"currency": "USD"})
    assert fixed.status_code == 409 and fixed.json()["code"] == "shops.fixed_field"
    assert (await owner.patch("/v1/shops/999", json={"name": "x"})).status_code == 404
    assert (await owner.patch(f"/v1/shops/{shop['id']}", json={"zone": "Mars/Olympus"})).status_code == 422
    trail = (await owner.get("/v1/audit", params={"target": f"shop:{shop['id']}"})).json()["items"]
    assert [entry["action"] for entry in trail] == ["shop.changed", "shop.created"]
    assert trail[0]["actor"]["name"] == "Boss" and trail[0]["actor"]["kind"] == "user"
    assert trail[0]["detail"]["reserve_at"] == "paid"


async def test_shops_tell_of_their_orders(house: Running, owner: httpx.AsyncClient) -> None:
    shop = (await owner.post("/v1/shops", json=SHOP)).json()
    await send_order(owner, "1", "A")
    listed = (await owner.get("/v1/shops")).json()["items"]
    assert listed == [{**shop, "orders_today": 1, "last_order_at": "2026-05-04T02:00:00Z"}]


async def test_a_warehouse_takes_its_place_from_its_city(owner: httpx.AsyncClient) -> None:
    body = {
        "code": "HZ", "name": "杭州仓", "province": "浙江", "city": "杭州",
        "priority_regions": [{"province": "上海", "rank": 2}, {"province": "浙江省", "rank": 1}],
    }  # fmt: skip
    made = (await owner.post("/v1/warehouses", json=body)).json()
    assert (made["province"], made["city"]) == ("浙江省", "杭州市")
    assert 119 < made["longitude"] < 121 and 29 < made["latitude"] < 31
    assert made["priority_regions"] == [{"province": "浙江省", "rank": 1}, {"province": "上海市", "rank": 2}]
    moved = (await owner.patch(f"/v1/warehouses/{made['id']}", json={"province": "广东", "city": "广州"})).json()
    assert moved["city"] == "广州市" and moved["latitude"] < 25 and len(moved["priority_regions"]) == 2
    cleared = (
        await owner.patch(f"/v1/warehouses/{made['id']}", json={"priority_regions": [], "cutoff": "18:30"})
    ).json()
    assert cleared["priority_regions"] == [] and cleared["cutoff"] == "18:30"
    assert (await owner.get("/v1/warehouses")).json()["items"] == [cleared]
    assert (await owner.post("/v1/warehouses", json=body)).json()["code"] == "network.code_taken"
    for wrong, code in (
        ({"city": "亚特兰蒂斯"}, "network.unknown_place"),
        ({"workdays": "0000000"}, "network.never_open"),
        (
            {"priority_regions": [{"province": "浙江", "rank": 1}, {"province": "浙江省", "rank": 2}]},
            "network.named_twice",
        ),
    ):
        answer = await owner.post("/v1/warehouses", json={**body, "code": "X", **wrong})
        assert answer.status_code == 422 and answer.json()["code"] == code
    abroad = {
        "code": "LDN",
        "name": "London",
        "province": "England",
        "city": "London",
        "longitude": -0.1,
        "latitude": 51.5,
    }
    assert (await owner.post("/v1/warehouses", json=abroad)).json()["province"] == "England"


async def test_zones_are_put_whole(owner: httpx.AsyncClient) -> None:
    zones = [
        {"zone": "near", "title": "江浙沪", "hours": 48, "provinces": ["上海", "浙江"]},
        {"zone": "rest", "title": "其他", "hours": 72, "provinces": []},
    ]
    put = await owner.put("/v1/promise-zones", json=zones)
    assert put.status_code == 200, put.text
    assert put.json()[0]["provinces"] == ["上海市", "浙江省"]
    assert (await owner.get("/v1/promise-zones")).json() == put.json()
    twice = [*zones, {"zone": "x", "title": "x", "hours": 1, "provinces": ["上海市"]}]
    assert (await owner.put("/v1/promise-zones", json=twice)).json()["code"] == "network.named_twice"
    rests = [*zones, {"zone": "x", "title": "x", "hours": 1, "provinces": []}]
    assert (await owner.put("/v1/promise-zones", json=rests)).json()["code"] == "network.two_rests"
    assert len((await owner.get("/v1/promise-zones")).json()) == 2


async def test_the_calendar_is_put_whole(owner: httpx.AsyncClient) -> None:
    days = {"holidays": ["2026-10-02", "2026-10-01"], "extra_workdays": ["2026-10-10"]}
    put = (await owner.put("/v1/calendar", json=days)).json()
    assert put == {"holidays": ["2026-10-01", "2026-10-02"], "extra_workdays": ["2026-10-10"]}
    both = {"holidays": ["2026-10-01"], "extra_workdays": ["2026-10-01"]}
    assert (await owner.put("/v1/calendar", json=both)).json()["code"] == "network.day_twice"
    assert (await owner.get("/v1/calendar")).json() == put
    assert (await owner.put("/v1/calendar", json={"holidays": [], "extra_workdays": []})).status_code == 200
    assert (await owner.get("/v1/calendar")).json() == {"holidays": [], "extra_workdays": []}


async def test_skus_and_bundles(house: Running, owner: httpx.AsyncClient) -> None:
    a = (
        await owner.post("/v1/skus", json={"code": "A", "name": "茶杯", "cost_minor": 990, "barcode": "690123"})
    ).json()
    b = (await owner.post("/v1/skus", json={"code": "B", "name": "茶壶", "attributes": {"颜色": "白"}})).json()
    parts = [{"sku_id": a["id"], "qty": 4}, {"sku_id": b["id"], "qty": 1, "price_weight": 5}]
    made = await owner.post("/v1/skus", json={"code": "SET", "name": "茶具", "components": parts})
    bundle = made.json()
    assert made.status_code == 201 and bundle["is_bundle"]
    assert [(c["code"], c["qty"], c["price_weight"]) for c in bundle["components"]] == [("A", 4, 1), ("B", 1, 5)]
    assert (await owner.get(f"/v1/skus/{bundle['id']}")).json() == bundle
    for components, code in (
        ([], "catalog.empty_bundle"),
        ([{"sku_id": bundle["id"], "qty": 1}], "catalog.bad_component"),
        ([{"sku_id": "12345", "qty": 1}], "catalog.bad_component"),
        ([parts[0], parts[0]], "catalog.component_twice"),
    ):
        body = {"code": "SET2", "name": "x", "is_bundle": True, "components": components}
        answer = await owner.post("/v1/skus", json=body)
        assert answer.status_code == 422 and answer.json()["code"] == code
    assert (await owner.get("/v1/skus", params={"q": "SET2"})).json()["items"] == []
    itself = await owner.patch(f"/v1/skus/{bundle['id']}", json={"components": [{"sku_id": bundle["id"], "qty": 1}]})
    assert itself.json()["code"] == "catalog.bad_component"
    assert (await owner.get(f"/v1/skus/{bundle['id']}")).json() == bundle
    plain = await owner.patch(f"/v1/skus/{a['id']}", json={"components": parts[1:]})
    assert plain.status_code == 409 and plain.json()["code"] == "catalog.not_a_bundle"
    changed = (await owner.patch(f"/v1/skus/{a['id']}", json={"name": "大茶杯", "cost_minor": None})).json()
    assert changed == {**a, "name": "大茶杯", "cost_minor": None}
    pages, cursor = [], None
    while True:
        page = (await owner.get("/v1/skus", params={"limit": 1, **({"cursor": cursor} if cursor else {})})).json()
        pages += [sku["code"] for sku in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert pages == ["A", "B", "SET"]
    for q, codes in (("茶杯", ["A"]), ("690", ["A"]), ("se", ["SET"]), ("%", []), ("_", [])):
        assert [sku["code"] for sku in (await owner.get("/v1/skus", params={"q": q})).json()["items"]] == codes
    await owner.patch(f"/v1/skus/{a['id']}", json={"cost_minor": 5})
    key = (await owner.post("/v1/api-keys", json={"name": "k", "scopes": ["stock.read"]})).json()["secret"]
    async with house.client(headers={"Authorization": f"Bearer {key}"}) as blind:
        assert (await blind.get(f"/v1/skus/{a['id']}")).json()["cost_minor"] is None


async def test_settings(owner: httpx.AsyncClient) -> None:
    by_key = {item["key"]: item for item in (await owner.get("/v1/settings")).json()["items"]}
    assert by_key["promise.default_hours"]["value"] == 72
    changed = await owner.patch("/v1/settings", json={"promise.default_hours": 48, "screening.need_phone": False})
    by_key = {item["key"]: item for item in changed.json()["items"]}
    assert by_key["promise.default_hours"]["value"] == 48 and by_key["screening.need_phone"]["value"] is False
    for body in ({"no.such": 1}, {"promise.default_hours": 0}, {"promise.default_hours": "x"}, {"merchant.zone": "No/Where"},
                 {"promise.default_hours": True}, {"promise.default_hours": 2**70}, {}):  # fmt: skip
        assert (await owner.patch("/v1/settings", json=body)).status_code == 422, body


async def test_saved_views_are_ones_own_unless_shared(house: Running, owner: httpx.AsyncClient) -> None:
    view = {"name": "待审核", "filter": {"state": ["in_review"], "q": "x"}, "columns": ["number"], "shared": False}
    made = (await owner.post("/v1/saved-views", json=view)).json()
    assert made == {"id": made["id"], "mine": True, **view}
    await owner.post("/v1/users", json={"login": "kf", "name": "K", "password": "kefu pass 9", "roles": ["service"]})
    other = await house.sign_in("kf", "kefu pass 9")
    assert (await other.get("/v1/saved-views")).json()["items"] == []
    assert (await other.delete(f"/v1/saved-views/{made['id']}")).status_code == 404
    changed = (await owner.patch(f"/v1/saved-views/{made['id']}", json={"shared": True, "columns": None})).json()
    assert changed["shared"] and changed["columns"] is None and changed["filter"] == view["filter"]
    assert (await other.get("/v1/saved-views")).json()["items"][0]["mine"] is False
    assert (await other.patch(f"/v1/saved-views/{made['id']}", json={"name": "x"})).status_code == 404
    assert (await owner.delete(f"/v1/saved-views/{made['id']}")).status_code == 204
    assert (await owner.get("/v1/saved-views")).json()["items"] == []


async def test_meta_has_words_for_every_code(owner: httpx.AsyncClient) -> None:
    meta = (await owner.get("/v1/meta")).json()
    assert len(meta["states"]) == 8 and {f["code"] for f in meta["formats"]} >= {"uci", "taobao", "jd", "generic"}
    assert {c["code"] for c in meta["channels"]} >= {f["channel"] for f in meta["formats"]}
    assert all(
        item["title_zh"] and item["title_en"] for group in meta.values() if isinstance(group, list) for item in group
    )


@pytest.mark.parametrize("bundle", [False, True])
async def test_matching_an_item_sets_its_orders_going(house: Running, owner: httpx.AsyncClient, bundle: bool) -> None:
    await owner.post("/v1/shops", json=SHOP)
    order_id = await send_order(owner, "1", "item-9")
    other_id = await send_order(owner, "2", "item-8")
    listings = (await owner.get("/v1/listings", params={"state": "unmatched"})).json()["items"]
    listing = next(one for one in listings if one["item_code"] == "item-9")
    a, b = [(await owner.post("/v1/skus", json={"code": code, "name": code})).json() for code in ("A", "B")]
    sku = a
    if bundle:
        parts = [{"sku_id": a["id"], "qty": 3, "price_weight": 1}, {"sku_id": b["id"], "qty": 1, "price_weight": 2}]
        sku = (await owner.post("/v1/skus", json={"code": "SET", "name": "SET", "components": parts})).json()
    bad = await owner.patch(f"/v1/listings/{listing['id']}", json={"sku_id": "777777"})
    assert bad.status_code == 422 and bad.json()["code"] == "catalog.unknown_record"
    matched = await owner.patch(f"/v1/listings/{listing['id']}", json={"sku_id": sku["id"]})
    assert matched.status_code == 200, matched.text
    assert matched.json()["state"] == "matched" and matched.json()["matched_orders"] == 1
    again = await owner.patch(f"/v1/listings/{listing['id']}", json={"sku_id": sku["id"]})
    assert again.json()["matched_orders"] == 0
    lines = await house.fetch(
        "SELECT kind, sku_id, qty, parent_line_no, paid_minor FROM order_line WHERE order_id = %(id)s::bigint ORDER BY line_no",
        id=int(order_id),
    )
    if bundle:
        assert lines == [
            (1, int(sku["id"]), 2, None, 1001), (2, int(a["id"]), 6, 1, 601), (2, int(b["id"]), 2, 1, 400),
        ]  # fmt: skip
    else:
        assert lines == [(0, int(a["id"]), 2, None, 1001)]
    rows = await house.fetch("SELECT id, stage, run_at IS NOT NULL, line_count FROM orders ORDER BY id")
    states = {row[0]: row[1:] for row in rows}
    assert states[int(order_id)] == ("reservation", True, len(lines))
    assert states[int(other_id)][:2] != ("reservation", True)
    steps = await house.fetch("SELECT steps FROM event WHERE order_id = %(id)s::bigint ORDER BY id", id=int(order_id))
    assert steps[-1][0][0]["why"] == "matched"


async def test_the_runner_takes_a_matched_order_on(house: Running, owner: httpx.AsyncClient) -> None:
    await owner.post("/v1/shops", json=SHOP)
    order_id = int(await send_order(owner, "1", "item-9"))
    assert (await owner.post("/v1/skus", json={"code": "item-9", "name": "x"})).status_code == 201
    async with house.app.state.pool.connection() as connection:
        house.clock.advance(timedelta(seconds=1))
        async with transaction(connection) as work:
            assert await match_held(work, house.clock.now()) == 1
        async with transaction(connection) as work:
            assert await match_held(work, house.clock.now()) == 0
        assert await pass_due(connection, house.app.state.house, row_count_max=10) == 1
    holds = await house.fetch("SELECT hold_codes FROM orders WHERE id = %(id)s::bigint", id=order_id)
    assert holds == [(["stock.short"],)]
