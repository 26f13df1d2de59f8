"""Idempotency keys: a repeat does nothing and gets the first answer, whatever it was."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Annotated

import httpx
import psycopg
import pytest
from fastapi import Request, Response

from api.conftest import Running
from danshu.db.unit_of_work import transaction
from danshu.ground.accounts.api import Caller, require
from danshu.ground.actions.api import IdempotencyKey, Slot, forget_old, once
from danshu.kernel.errors import DanshuError


class Work:
    """A route that counts its runs and does what it is told."""

    def __init__(self, house: Running) -> None:
        self.runs = 0
        self.status = 207
        self.error: Exception | None = None
        self.gate: asyncio.Event | None = None
        self.begun = asyncio.Event()

        async def route(
            request: Request, caller: Annotated[Caller, require("orders.act")], key: IdempotencyKey = None
        ) -> Response:
            return await once(request, caller, key, await request.body(), self.run)

        house.app.add_api_route("/v1/work", route, methods=["POST"])

    async def run(self, slot: Slot | None) -> Response:
        self.runs += 1
        self.begun.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.error is not None:
            raise self.error
        return Response(f'{{"run": {self.runs}}}', self.status, media_type="application/json")


@pytest.fixture
def work(house: Running) -> Work:
    return Work(house)


async def send(client: httpx.AsyncClient, key: str | None, body: str = "{}") -> httpx.Response:
    return await client.post("/v1/work", content=body, headers={"Idempotency-Key": key} if key else {})


async def test_a_repeat_gets_the_first_answer(owner: httpx.AsyncClient, work: Work) -> None:
    first, second = await send(owner, "k1"), await send(owner, "k1")
    assert (first.status_code, first.json()) == (second.status_code, second.json()) == (207, {"run": 1})
    assert second.headers["Idempotency-Replayed"] == "true" and "Idempotency-Replayed" not in first.headers
    assert (await send(owner, "k2")).json() == {"run": 2}
    assert (await send(owner, None)).json() == {"run": 3} and (await send(owner, None)).json() == {"run": 4}
    other = await send(owner, "k1", '{"other": 1}')
    assert other.status_code == 422 and other.json()["code"] == "idempotency.other_request"


async def test_refusals_and_failures_are_repeated_too(owner: httpx.AsyncClient, work: Work) -> None:
    for key, error, status, code in (
        ("r", DanshuError("a.b", "What.", "Mend.", status=409), 409, "a.b"),
        ("f", RuntimeError("boom"), 500, "http.internal"),
    ):
        work.error = error
        runs = work.runs
        answers = [await send(owner, key), await send(owner, key)]
        assert [answer.status_code for answer in answers] == [status, status]
        assert answers[1].json()["code"] == code and work.runs == runs + 1
        assert answers[1].headers["Content-Type"] == "application/problem+json"


async def test_what_the_database_turned_away_may_be_tried_again(owner: httpx.AsyncClient, work: Work) -> None:
    work.error = psycopg.OperationalError("gone")
    assert (await send(owner, "k")).status_code == 503
    work.error = None
    assert (await send(owner, "k")).json() == {"run": 2}


async def test_a_request_at_work_is_not_run_twice(owner: httpx.AsyncClient, work: Work) -> None:
    work.gate = asyncio.Event()
    first = asyncio.create_task(send(owner, "k"))
    await work.begun.wait()
    busy = await send(owner, "k")
    assert busy.status_code == 409 and busy.json()["code"] == "idempotency.in_use"
    work.gate.set()
    assert (await first).json() == {"run": 1} and work.runs == 1


async def test_keys_belong_to_their_caller(house: Running, owner: httpx.AsyncClient, work: Work) -> None:
    secret = (await owner.post("/v1/api-keys", json={"name": "k", "scopes": ["orders.act"]})).json()["secret"]
    async with house.client(headers={"Authorization": f"Bearer {secret}"}) as erp:
        assert (await send(owner, "k")).json() == {"run": 1}
        assert (await send(erp, "k")).json() == {"run": 2}


async def test_a_dead_claim_is_taken_over_and_fenced_off(house: Running, owner: httpx.AsyncClient, work: Work) -> None:
    work.gate = asyncio.Event()
    first = asyncio.create_task(send(owner, "k"))
    await work.begun.wait()
    gate, work.gate = work.gate, None
    house.clock.advance(timedelta(minutes=16))
    assert (await send(owner, "k")).json() == {"run": 2}
    gate.set()
    late = await first
    assert late.status_code == 409 and late.json()["code"] == "idempotency.lost"
    assert (await send(owner, "k")).json() == {"run": 2}


async def test_the_result_is_committed_with_the_work(house: Running, owner: httpx.AsyncClient, work: Work) -> None:
    async def run(slot: Slot | None) -> Response:
        assert slot is not None
        async with house.app.state.pool.connection() as connection, transaction(connection) as unit:
            await slot.keep(unit, 207, b'{"kept": true}')
        raise RuntimeError("the process dies after its commit")

    work.run = run  # type: ignore[method-assign]

    async def route(
        request: Request, caller: Annotated[Caller, require("orders.act")], key: IdempotencyKey
    ) -> Response:
        return await once(request, caller, key, b"", run)

    house.app.add_api_route("/v1/kept", route, methods=["POST"])
    assert (await owner.post("/v1/kept", headers={"Idempotency-Key": "k"})).status_code == 500
    again = await owner.post("/v1/kept", headers={"Idempotency-Key": "k"})
    assert again.status_code == 207 and again.json() == {"kept": True}


async def test_keys_are_kept_for_a_day(house: Running, owner: httpx.AsyncClient, work: Work) -> None:
    await send(owner, "k")
    house.clock.advance(timedelta(hours=23))
    async with house.app.state.pool.connection() as connection, transaction(connection) as unit:
        assert await forget_old(unit, house.clock.now()) == 0
    house.clock.advance(timedelta(hours=1, seconds=1))
    owner = await house.sign_in()
    assert (await send(owner, "k")).json() == {"run": 2}
    house.clock.advance(timedelta(hours=24, seconds=1))
    async with house.app.state.pool.connection() as connection, transaction(connection) as unit:
        assert await forget_old(unit, house.clock.now()) == 1
