"""The event stream over a real server: notices reach every tab, are merged, and end with the server. And its log."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator

import httpx
import psycopg
import pytest
import uvicorn

from api.conftest import Running
from danshu.app.http.logs import JsonLines
from danshu.app.http.stream import Hub, Listener


class Server(uvicorn.Server):
    """Tells when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()


@pytest.fixture
async def served(house: Running) -> AsyncIterator[str]:
    """The address of a real server that serves the application of `house`."""
    server = Server(uvicorn.Config(house.app, port=0, lifespan="off", log_config=None, ws="none"))
    task = asyncio.create_task(server.serve())
    await server.up.wait()
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        house.app.state.hub.close()
        server.should_exit = True
        await task


async def test_a_change_reaches_an_open_page(house: Running, owner: httpx.AsyncClient, served: str) -> None:
    token = next(iter(owner.cookies.jar)).value or ""
    async with (
        httpx.AsyncClient(base_url=served, cookies={"danshu_session": token}) as client,
        client.stream("GET", "/v1/stream", timeout=20) as stream,
    ):
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        lines = stream.aiter_lines()
        assert await anext(lines) == "retry: 3000"
        await house.app.state.hub.heard.wait()
        async with await psycopg.AsyncConnection.connect(house.database_url, autocommit=True) as other:
            for payload in ('{"orders": ["1", "2"], "tabs": true}', '{"orders": ["2", "3"]}', '{"run": 7}'):
                await other.execute("SELECT pg_notify('danshu_changed', %s)", (payload,))
        found: list[str] = []
        while 'data: {"id": "7"}' not in found:
            if line := await anext(lines):
                found.append(line)
        changes = [json.loads(line[6:]) for line in found if line.startswith('data: {"orders"')]
        # How many messages they were merged into depends on when they came; what they say does not.
        assert list(dict.fromkeys(order for change in changes for order in change["orders"])) == ["1", "2", "3"]
        assert any(change["tabs"] for change in changes) and found[-2] == "event: run"


async def test_the_stream_is_for_those_who_may_read_orders(house: Running) -> None:
    async with house.client() as nobody:
        assert (await nobody.get("/v1/stream")).status_code == 401


async def test_a_slow_page_costs_no_memory() -> None:
    listener = Listener()
    for number in range(10_000):
        listener.put({"orders": [str(number)], "import": number})
    text = listener.take()
    assert len(json.loads(text.split("\n")[1].removeprefix("data: "))["orders"]) == 100
    assert text.count("event: import") == 100
    assert listener.take() == ""


async def test_after_an_outage_pages_read_anew(database_url: str) -> None:
    hub = Hub(database_url)
    listener = hub.add()
    await hub.heard.wait()
    hub.publish("no json")
    assert listener.take() == ""
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as other:
        await other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND query LIKE 'LISTEN%' AND pid <> pg_backend_pid()"
        )
    async with asyncio.timeout(20):
        await listener.signal.wait()
    assert listener.take() == 'event: changed\ndata: {"orders": [], "tabs": true}\n\n'
    hub.close()


def test_log_lines_have_no_personal_data() -> None:
    formatter = JsonLines()
    record = logging.LogRecord("danshu.x", logging.INFO, "x.py", 1, "order %s", ("12",), None)
    record.__dict__.update(phone="13812345678", buyer="王小明", Address="文三路", status=200)
    line = formatter.format(record)
    assert json.loads(line)["what"] == "order 12" and json.loads(line)["status"] == 200
    assert not any(text in line for text in ("13812345678", "王小明", "文三路"))
    try:
        try:
            raise ValueError("13812345678")
        except ValueError as error:
            raise RuntimeError("王小明") from error
    except RuntimeError as error:
        record.exc_info = (RuntimeError, error, error.__traceback__)
    line = formatter.format(record)
    told = json.loads(line)["error"]
    assert told["kind"] == "RuntimeError" and told["because"]["kind"] == "ValueError" and told["frames"]
    assert "13812345678" not in line and "王小明" not in line


async def test_the_access_log_has_no_query(house: Running, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "danshu.access")
    async with house.client() as client:
        await client.get("/v1/orders?phone=13812345678&receiver=%E7%8E%8B")
    (record,) = [record for record in caplog.records if record.name == "danshu.access"]
    assert record.getMessage() == "GET /v1/orders" and record.__dict__["status"] in (401, 404)
    assert "13812345678" not in JsonLines().format(record)
