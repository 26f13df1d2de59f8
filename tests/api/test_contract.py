"""What holds for every route: a permission, unique names, problems as problem+json, limits, headers, static files."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

import danshu
from api.conftest import Running
from danshu.app.http import create_app, module_routers, routes_of
from danshu.app.http.envelope import CONTENT_SECURITY_POLICY
from danshu.app.http.words import PROBLEM_WORDS
from danshu.ground.accounts.api import Permit, current_caller
from danshu.ground.accounts.api.access import _person

# Signed in is enough: one's own session and views, words for pages; the actions check each action's own permission.
SIGNED_IN = {
    "readSession", "deleteSession", "changePreferences", "changePassword", "listSavedViews", "createSavedView",
    "changeSavedView", "deleteSavedView", "readMeta", "listActions", "previewAction", "doAction", "undoRun", "readRun",
    "listRuns", "readRunItems",
}  # fmt: skip
JSON = {"Content-Type": "application/json"}
PUBLIC = {"createSession", "readHealth"}


def name_of(route: APIRoute) -> str:
    return route.operation_id or route.unique_id


def calls(dependant: Dependant) -> list[Any]:
    found = [dependant.call]
    for inner in dependant.dependencies:
        found += calls(inner)
    return found


def test_every_route_has_a_permission() -> None:
    sins = []
    for route in routes_of(create_app()):
        asked = calls(route.dependant)
        if any(isinstance(call, Permit) for call in asked):
            continue
        signed_in = current_caller in asked or _person in asked
        public = getattr(route.endpoint, "__danshu_public__", False)
        if signed_in and name_of(route) in SIGNED_IN:
            continue
        if public and name_of(route) in PUBLIC:
            continue
        sins.append(f"{sorted(route.methods or ())} {route.path}")
    assert sins == []


def test_operations_have_names_of_their_own_and_words() -> None:
    routes = routes_of(create_app())
    names = Counter(name_of(route) for route in routes)
    assert [name for name, count in names.items() if count > 1] == []
    assert [name for name in names if not name.isidentifier() or "_" in name] == []
    assert [route.path for route in routes if not (route.endpoint.__doc__ or "").strip()] == []
    assert len(module_routers()) >= 8


def test_the_document_resolves_all_that_it_names() -> None:
    document = create_app().openapi()
    text = json.dumps(document)
    for part in text.split('"#/components/schemas/')[1:]:
        assert part.split('"')[0] in document["components"]["schemas"]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if operation.get("security") != [] and path.startswith("/v1/"):
                assert {"401", "403", "422"} <= set(operation["responses"]), (method, path)


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "code"),
    [
        ("GET", "/v1/nothing", {}, 404, "http.no_route"),
        ("POST", "/v1/nothing", {}, 404, "http.no_route"),
        ("DELETE", "/v1/shops", {}, 405, "http.method_not_allowed"),
        ("POST", "/v1/shops", {"content": "{", "headers": JSON}, 422, "http.invalid"),
        ("POST", "/v1/shops", {"json": {"code": "a"}}, 422, "http.invalid"),
        ("POST", "/v1/shops", {"json": {"code": "a", "name": "x\x00", "channel": "jd", "abbr": "A"}}, 422, "http.invalid"),
        ("PATCH", "/v1/shops/1", {"content": '{"name": "\\ud800"}', "headers": JSON}, 422, "http.invalid"),
        ("PATCH", "/v1/settings", {"content": '{"\\ud800": 1}', "headers": JSON}, 422, "http.invalid"),
        ("PATCH", "/v1/shops/99999999999999999999", {"json": {}}, 422, "http.invalid"),
        ("PATCH", "/v1/shops/%00", {"json": {}}, 422, "http.invalid"),
        ("GET", "/v1/skus?cursor=%00", {}, 422, "http.invalid"),
        ("GET", "/v1/skus?cursor=x", {}, 422, "http.bad_cursor"),
        ("GET", "/v1/events?after=OTk5OTk5OTk5OTk5OTk5HzEfMQ", {}, 422, "http.bad_cursor"),
        ("GET", "/v1/users?limit=9999", {}, 422, "http.invalid"),
        ("POST", "/v1/skus", {"json": {"code": "a", "name": "x", "weight_g": 2**80}}, 422, "http.invalid"),
        ("POST", "/v1/skus", {"content": b"x" * (10 * 2**20 + 1), "headers": JSON}, 413, "http.too_large"),
        ("POST", "/v1/skus", {"content": "[" * 200_000, "headers": JSON}, 400, "http.unreadable"),
    ],
)  # fmt: skip
async def test_every_error_is_a_problem(
    owner: httpx.AsyncClient, method: str, path: str, options: dict[str, Any], status: int, code: str
) -> None:
    answer = await owner.request(method, path, **options)
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == code and problem["status"] == status
    assert problem["type"].endswith(code) and problem["title"] and problem["detail"] and problem["mend"]


async def test_problems_speak_the_callers_language(house: Running) -> None:
    async with house.client() as client:
        for header, title, mend in (
            ("zh-CN,zh;q=0.9,en;q=0.8", "还没有登录", "请登录，或使用 API 密钥。"),
            ("en-GB,en;q=0.9", "Not signed in", "Sign in, or send an API key."),
            ("fr", "还没有登录", "请登录，或使用 API 密钥。"),
        ):
            answer = await client.get("/v1/session", headers={"Accept-Language": header})
            assert (answer.json()["title"], answer.json()["mend"]) == (title, mend)
            assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_chinese_words_stand_for_codes_that_there_are() -> None:
    source = Path(danshu.__file__).parent
    texts = [path.read_text(encoding="utf-8") for path in source.rglob("*.py") if path.name != "words.py"]
    code = "\n".join(texts)
    assert [name for name in PROBLEM_WORDS if f'"{name}"' not in code] == []
    assert all(words.title_zh and words.title_en and words.mend_zh for words in PROBLEM_WORDS.values())


async def test_what_fails_inside_tells_nothing_of_it(house: Running, owner: httpx.AsyncClient) -> None:
    async def broken() -> None:
        raise RuntimeError("secret 13812345678")

    house.app.add_api_route("/v1/broken", broken)
    answer = await owner.get("/v1/broken")
    assert answer.status_code == 500 and answer.json()["code"] == "http.internal"
    assert "13812345678" not in answer.text
    assert answer.headers["X-Request-Id"] in answer.json()["detail"]
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


async def test_an_error_after_the_writes_rolls_them_back(house: Running, owner: httpx.AsyncClient) -> None:
    parts = [{"sku_id": "1", "qty": 1}]
    assert (await owner.post("/v1/skus", json={"code": "S", "name": "s", "components": parts})).status_code == 422
    assert await house.fetch("SELECT code FROM sku") == []
    assert await house.fetch("SELECT action FROM audit_log WHERE action LIKE 'sku%%'") == []


async def test_answers_are_dressed(owner: httpx.AsyncClient) -> None:
    answer = await owner.get("/v1/shops", headers={"X-Request-Id": "abc-1"})
    assert answer.headers["X-Request-Id"] == "abc-1"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    odd = await owner.get("/v1/shops", headers={"X-Request-Id": "a b;c"})
    assert odd.headers["X-Request-Id"] != "a b;c"


async def test_the_bundle_is_served(house: Running) -> None:
    async with house.client() as client:
        for path in ("/", "/orders", "/orders/123?q=x"):
            page = await client.get(path)
            assert page.status_code == 200 and "<title>Danshu" in page.text
            assert page.headers["Cache-Control"] == "no-cache" and page.headers["Content-Type"].startswith("text/html")
        script = await client.get("/assets/app-1.js", headers={"Accept-Encoding": "identity"})
        assert script.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert script.headers["Content-Type"].startswith("text/javascript")
        packed = await client.get("/assets/app-1.js", headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip" and packed.text == script.text
        assert int(packed.headers["Content-Length"]) == len(gzip.compress(script.content, 9, mtime=0))
        same = await client.get("/", headers={"If-None-Match": page.headers["ETag"]})
        assert same.status_code == 304 and same.content == b""
        for path in (
            "/assets/none.js",
            "/..%2fsecret.txt",
            "/assets/..%2f..%2fsecret.txt",
            "/.hidden",
            "/a.txt",
            "/v1",
            "/%00",
        ):
            missing = await client.get(path)
            assert "outside" not in missing.text
            assert missing.status_code == 404 or "<title>Danshu" in missing.text
        assert (await client.get("/assets/none.js")).status_code == 404
        assert (await client.head("/")).content == b""
        assert (await client.post("/orders")).status_code == 404


async def test_health(house: Running) -> None:
    async with house.client() as client:
        well = await client.get("/healthz")
        assert well.status_code == 200
        assert well.json() == {"status": "ok", "database": "ok", "worker": "unknown", "migrations": "current"}
        await house.run(
            "INSERT INTO worker_beat VALUES ('w', %(at)s::timestamptz, %(at)s::timestamptz, 0)", at=house.clock.now()
        )
        assert (await client.get("/healthz")).json()["worker"] == "ok"
        house.app.state.migrated = False
        await house.run("DELETE FROM schema_migration WHERE name LIKE '0004%%'")
        behind = await client.get("/healthz")
        assert behind.status_code == 503 and behind.json()["migrations"] == "pending"
