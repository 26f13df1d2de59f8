"""Schemathesis over the OpenAPI document: no 500, no undocumented status, no answer that breaks its own schema."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.conftest import LOGIN, PASSWORD
from danshu.app.config import Config
from danshu.app.http import create_app
from danshu.db.pool import connect
from danshu.db.unit_of_work import transaction
from danshu.ground.accounts import store
from danshu.ground.accounts.model import ALL_PERMISSIONS, Caller
from danshu.kernel.clock import SystemClock

# The event stream has no end, and a log-in is a test of its own.
LEFT_OUT = {"/v1/stream", "/v1/session", "/v1/session/password"}
EXAMPLES_MAX = 12


class Server(uvicorn.Server):
    """Serves in a thread of its own, since Schemathesis calls from another."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(None)
        self.up.set()


@pytest.fixture
def live(database_url: str, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """(address, API key with every permission) of a running server with some records."""
    secret = asyncio.run(_records(database_url))
    app = create_app(Config(data_dir=tmp_path / "data", database_url=database_url), static=tmp_path)
    server = Server(uvicorn.Config(app, port=0, log_config=None, ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    assert server.up.wait(30)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", secret
    finally:
        server.should_exit = True
        thread.join(30)


async def _records(database_url: str) -> str:
    at = SystemClock().now()
    async with await connect(database_url) as connection, transaction(connection) as work:
        await store.create_first_user(work, LOGIN, PASSWORD, name="Boss", at=at)
        # A high number, so that no generated request revokes the key that all of them use.
        await work.run(b"SELECT setval(pg_get_serial_sequence('api_key', 'id'), 1999999999)")
        caller = Caller("user:1", "Boss", ALL_PERMISSIONS, None, "en", 1)
        _, secret = await store.create_key(work, caller, "fuzz", sorted(ALL_PERMISSIONS), None, at)
        for statement in (
            "INSERT INTO shop (code, name, channel, abbr, created_at) VALUES ('s', 's', 'jd', 'S', %(at)s::timestamptz)",
            "INSERT INTO warehouse (code, name, province, city, longitude, latitude) VALUES ('w', 'w', 'p', 'c', 1, 1)",
            "INSERT INTO sku (code, name, created_at) VALUES ('k', 'k', %(at)s::timestamptz)",
            "INSERT INTO listing (shop_id, item_code, title, seen_at) VALUES (1, 'i', 'i', %(at)s::timestamptz)",
        ):
            await work.run(statement.encode(), at=at)
    return secret


CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def _probe(operation: Any, mode: GenerationMode, secret: str) -> None:
    """Sends generated requests to one operation; half of those with an id ask for a record that is there."""

    def call(case: schemathesis.Case[Any]) -> None:
        if case.path_parameters.get("id") and len(str(case.path_parameters["id"])) % 2:
            case.path_parameters["id"] = "1"
        case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS)

    run = settings(
        max_examples=EXAMPLES_MAX,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )(given(operation.as_strategy(generation_mode=mode))(call))
    # What takes no parameter can't be asked wrongly.
    with contextlib.suppress(Unsatisfiable):
        run()


def test_the_api_keeps_its_contract(live: tuple[str, str]) -> None:
    address, secret = live
    schema = schemathesis.openapi.from_url(f"{address}/v1/openapi.json")
    walked = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path in LEFT_OUT:
            continue
        walked += 1
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            _probe(operation, mode, secret)
    assert walked >= 60
