"""Log-in, throttling, CSRF, idle sessions, passwords, keys and what a scope allows."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx

from api.conftest import LOGIN, PASSWORD, Running


async def test_log_in_gives_a_session_and_log_out_ends_it(house: Running) -> None:
    client = await house.sign_in(LOGIN.upper())
    cookie = next(iter(client.cookies.jar))
    assert cookie.name == "danshu_session" and cookie.has_nonstandard_attr("HttpOnly")
    session = (await client.get("/v1/session")).json()
    assert session["user"]["login"] == LOGIN and session["user"]["roles"] == ["owner"]
    assert "personal.reveal" in session["permissions"]
    assert session["merchant"] == {"name": "我的商家", "zone": "Asia/Shanghai", "currency": "CNY"}
    token = cookie.value
    assert (await client.delete("/v1/session")).status_code == 204
    async with house.client(cookies={"danshu_session": token or ""}) as again:
        assert (await again.get("/v1/session")).status_code == 401


async def test_the_cookie_is_secure_over_https(house: Running) -> None:
    async with house.client() as client:
        answer = await client.post("https://shop.test/v1/session", json={"login": LOGIN, "password": PASSWORD})
    assert "Secure" in answer.headers["set-cookie"] and "SameSite=lax" in answer.headers["set-cookie"]
    assert "Strict-Transport-Security" in answer.headers


async def test_wrong_and_unknown_look_the_same_and_five_close_the_door(house: Running) -> None:
    async with house.client() as client:
        unknown = await client.post("/v1/session", json={"login": "nobody", "password": "x"})
        wrong = [await client.post("/v1/session", json={"login": LOGIN, "password": "x"}) for _ in range(5)]
        assert [answer.status_code for answer in (unknown, *wrong)] == [401] * 6
        assert unknown.json() == wrong[0].json()
        closed = await client.post("/v1/session", json={"login": LOGIN, "password": PASSWORD})
        assert closed.status_code == 429 and closed.json()["code"] == "accounts.throttled"
        assert 0 < int(closed.headers["Retry-After"]) <= 15 * 60 + 1
        house.clock.advance(timedelta(minutes=15, seconds=1))
        opened = await client.post("/v1/session", json={"login": LOGIN, "password": PASSWORD})
        assert opened.status_code == 200
        # A right password starts the count anew.
        again = [await client.post("/v1/session", json={"login": LOGIN, "password": "x"}) for _ in range(5)]
        assert {answer.status_code for answer in again} == {401}


async def test_attempts_at_the_same_time_are_counted_too(house: Running) -> None:
    async with house.client() as client:
        answers = await asyncio.gather(
            *(client.post("/v1/session", json={"login": LOGIN, "password": "x"}) for _ in range(12))
        )
    assert sorted(answer.status_code for answer in answers) == [401] * 5 + [429] * 7


async def test_one_address_can_not_try_many_log_ins(house: Running) -> None:
    async with house.client() as client:
        for number in range(20):
            assert (await client.post("/v1/session", json={"login": f"u{number}", "password": "x"})).status_code == 401
        assert (await client.post("/v1/session", json={"login": LOGIN, "password": PASSWORD})).status_code == 429


async def test_a_change_needs_the_csrf_token(house: Running, owner: httpx.AsyncClient) -> None:
    for token in ("", "x" * 43):
        answer = await owner.patch("/v1/session/preferences", json={"locale": "en"}, headers={"X-CSRF-Token": token})
        assert answer.status_code == 403 and answer.json()["code"] == "accounts.bad_csrf"
    answer = await owner.patch("/v1/session/preferences", json={"locale": "en"})
    assert answer.status_code == 200 and answer.json()["user"]["locale"] == "en"
    assert (await owner.get("/v1/session")).json()["user"]["locale"] == "en"


async def test_a_session_ends_when_idle_and_after_thirty_days(house: Running) -> None:
    client = await house.sign_in()
    for _ in range(2):
        house.clock.advance(timedelta(hours=11))
        assert (await client.get("/v1/session")).status_code == 200
    house.clock.advance(timedelta(hours=12, seconds=1))
    assert (await client.get("/v1/session")).status_code == 401
    client = await house.sign_in()
    for _ in range(65):
        house.clock.advance(timedelta(hours=11))
        await client.get("/v1/session")
    house.clock.advance(timedelta(hours=11))
    assert (await client.get("/v1/session")).status_code == 401


async def test_a_new_password_ends_the_other_sessions(house: Running, owner: httpx.AsyncClient) -> None:
    other = await house.sign_in()
    body = {"old": "wrong", "new": "another good one"}
    assert (await owner.post("/v1/session/password", json=body)).json()["code"] == "accounts.bad_password"
    weak = await owner.post("/v1/session/password", json={"old": PASSWORD, "new": "short"})
    assert weak.status_code == 422 and weak.json()["code"] == "accounts.weak_password"
    answer = await owner.post("/v1/session/password", json={"old": PASSWORD, "new": "another good one"})
    assert answer.status_code == 204
    assert (await other.get("/v1/session")).status_code == 401
    assert (await owner.get("/v1/session")).status_code == 200
    await house.sign_in(LOGIN, "another good one")


async def test_a_role_allows_what_it_says_and_no_more(house: Running, owner: httpx.AsyncClient) -> None:
    made = await owner.post(
        "/v1/users", json={"login": "kefu", "name": "客服小王", "password": "kefu pass 9", "roles": ["service"]}
    )
    assert made.status_code == 201, made.text
    service = await house.sign_in("kefu", "kefu pass 9")
    assert (await service.get("/v1/shops")).status_code == 200
    for path in ("/v1/users", "/v1/audit", "/v1/api-keys", "/v1/settings", "/v1/events"):
        answer = await service.get(path)
        assert answer.status_code == 403 and answer.json()["code"] == "accounts.forbidden", path
    changed = await owner.patch(f"/v1/users/{made.json()['id']}", json={"roles": ["operations"]})
    assert changed.json()["roles"] == ["operations"]
    assert (await service.get("/v1/settings")).status_code == 200
    closed = await owner.patch(f"/v1/users/{made.json()['id']}", json={"active": False})
    assert closed.status_code == 200
    assert (await service.get("/v1/session")).status_code == 401


async def test_nobody_gives_more_than_they_have(house: Running, owner: httpx.AsyncClient) -> None:
    body = {"title_zh": "组长", "title_en": "Lead", "permissions": ["users.manage", "orders.read"]}
    assert (await owner.put("/v1/roles/lead", json=body)).status_code == 200
    await owner.post("/v1/users", json={"login": "lead", "name": "L", "password": "lead pass 9", "roles": ["lead"]})
    lead = await house.sign_in("lead", "lead pass 9")
    boss_id = (await owner.get("/v1/session")).json()["user"]["id"]
    attempts = [
        lead.post("/v1/users", json={"login": "x1", "name": "X", "password": "long enough", "roles": ["owner"]}),
        lead.patch(f"/v1/users/{boss_id}", json={"password": "taken over 1"}),
        lead.put("/v1/roles/lead", json={**body, "permissions": ["users.manage", "personal.reveal"]}),
        lead.post("/v1/api-keys", json={"name": "k", "scopes": ["stock.act"]}),
    ]
    for answer in [await attempt for attempt in attempts]:
        assert answer.status_code == 403 and answer.json()["code"] == "accounts.beyond_own", answer.text
    assert (await owner.put("/v1/roles/owner", json=body)).json()["code"] == "accounts.owner_fixed"
    last = await owner.patch(f"/v1/users/{boss_id}", json={"active": False})
    assert last.status_code == 409 and last.json()["code"] == "accounts.last_owner"


async def test_a_key_has_its_scopes_and_is_shown_once(house: Running, owner: httpx.AsyncClient) -> None:
    made = (await owner.post("/v1/api-keys", json={"name": "erp", "scopes": ["orders.read", "events.read"]})).json()
    secret = made["secret"]
    assert secret.startswith("dsk_") and secret.startswith(made["prefix"])
    async with house.client(headers={"Authorization": f"Bearer {secret}"}) as erp:
        assert (await erp.get("/v1/shops")).status_code == 200
        assert (await erp.get("/v1/events")).status_code == 200
        assert (await erp.get("/v1/settings")).status_code == 403
        assert (await erp.get("/v1/session")).json()["code"] == "accounts.needs_person"
        listed = (await owner.get("/v1/api-keys")).json()["items"]
        assert listed[0]["last_used_at"] is not None and "secret" not in listed[0]
        assert (await owner.delete(f"/v1/api-keys/{made['id']}")).status_code == 204
        assert (await erp.get("/v1/shops")).status_code == 401
        assert (await owner.delete(f"/v1/api-keys/{made['id']}")).status_code == 404
    async with house.client(headers={"Authorization": b"Bearer dsk_\xff"}) as odd:
        assert (await odd.get("/v1/shops")).status_code == 401


async def test_a_scope_of_warehouses_narrows_what_is_seen(house: Running, owner: httpx.AsyncClient) -> None:
    ids = []
    for code in ("HZ", "GZ"):
        body = {"code": code, "name": code, "province": "浙江", "city": "杭州"}
        ids.append((await owner.post("/v1/warehouses", json=body)).json()["id"])
    user = {
        "login": "ck",
        "name": "仓库",
        "password": "warehouse 9",
        "roles": ["operations"],
        "warehouse_ids": [ids[0]],
    }
    assert (await owner.post("/v1/users", json=user)).status_code == 201
    keeper = await house.sign_in("ck", "warehouse 9")
    assert [w["id"] for w in (await keeper.get("/v1/warehouses")).json()["items"]] == [ids[0]]
    assert (await keeper.patch(f"/v1/warehouses/{ids[1]}", json={"name": "x"})).status_code == 404
    assert (await keeper.patch(f"/v1/warehouses/{ids[0]}", json={"name": "x"})).status_code == 200
    assert (await keeper.get("/v1/events")).json()["code"] == "accounts.needs_every_warehouse"


async def test_no_answer_and_no_log_line_has_a_secret(house: Running, owner: httpx.AsyncClient, caplog: object) -> None:
    made = (await owner.post("/v1/api-keys", json={"name": "erp", "scopes": ["orders.read"]})).json()
    token = next(iter(owner.cookies.jar)).value or "-"
    hashes = [row[0] for row in await house.fetch("SELECT password_hash FROM app_user")]
    texts = [
        (await owner.get(path)).text
        for path in (
            "/v1/session",
            "/v1/users",
            "/v1/api-keys",
            "/v1/audit",
            "/v1/roles",
            "/v1/openapi.json",
            "/healthz",
        )
    ]
    stored = await house.fetch(
        "SELECT key_hash::text FROM api_key UNION ALL SELECT token_hash::text FROM login_session"
    )
    texts.append(str(await house.fetch("SELECT * FROM audit_log")))
    texts.append(str(await house.fetch("SELECT * FROM api_key")))
    texts.append("\n".join(record.getMessage() for record in caplog.records))  # type: ignore[attr-defined]
    for text in texts:
        assert PASSWORD not in text and made["secret"] not in text and token not in text
        assert not any(password_hash in text for password_hash in hashes)
    for (digest,) in stored:
        assert not any(digest.removeprefix("\\x") in text for text in texts[:7])
