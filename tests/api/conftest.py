"""The whole application on a fresh database: `house` starts it, `owner` is a client that is signed in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from danshu.app.config import Config
from danshu.app.http import Web, create_app
from danshu.db.unit_of_work import UnitOfWork, transaction
from danshu.ground.accounts.store import create_first_user
from danshu.kernel.clock import FakeClock

LOGIN, PASSWORD = "boss", "correct horse battery"


@dataclass
class Running:
    """The started application, its clock, and a way to its database past the API."""

    app: Web
    clock: FakeClock
    database_url: str

    def client(self, **options: Any) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url="http://shop.test", **options)

    async def sign_in(self, login: str = LOGIN, password: str = PASSWORD) -> httpx.AsyncClient:
        client = self.client(headers={"Accept-Language": "en"})
        answer = await client.post("/v1/session", json={"login": login, "password": password})
        assert answer.status_code == 200, answer.text
        client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
        return client

    async def fetch(self, statement: str, **params: Any) -> list[tuple[Any, ...]]:
        async with self.app.state.pool.connection() as connection:
            return await UnitOfWork(connection).fetch(statement.encode(), **params)

    async def run(self, statement: str, **params: Any) -> None:
        async with self.app.state.pool.connection() as connection:
            await UnitOfWork(connection).run(statement.encode(), **params)


@pytest.fixture
async def house(database_url: str, tmp_path: Path) -> AsyncIterator[Running]:
    clock = FakeClock(datetime(2026, 5, 4, 3, 0, tzinfo=UTC))
    static = tmp_path / "static"
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text("<!doctype html><title>Danshu</title>" + " " * 2000, encoding="utf-8")
    (static / "assets" / "app-1.js").write_text("console.log(1);" * 200, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("outside", encoding="utf-8")
    app = create_app(Config(data_dir=tmp_path / "data", database_url=database_url), clock=clock, static=static)
    async with app.router.lifespan_context(app):
        async with app.state.pool.connection() as connection, transaction(connection) as work:
            assert await create_first_user(work, LOGIN, PASSWORD, name="Boss", at=clock.now())
        yield Running(app, clock, database_url)


@pytest.fixture
async def owner(house: Running) -> AsyncIterator[httpx.AsyncClient]:
    client = await house.sign_in()
    yield client
    await client.aclose()
