"""`once`: runs a request under its Idempotency-Key at most once, and answers repeats with the first result.

    @router.post("/v1/orders/batch")
    async def create_orders(request: Request, caller: …, key: IdempotencyKey = None) -> Response:
        return await once(request, caller, key, await request.body(), run)

where `async def run(slot: Slot | None) -> Response`. A run that writes in one transaction calls
`await slot.keep(work, status, body)` in it, so that work and result are committed together.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import psycopg
from fastapi import Header, Request, Response
from psycopg_pool import PoolTimeout

from danshu.db.unit_of_work import UnitOfWork
from danshu.ground.accounts.model import Caller
from danshu.ground.actions.api import claims
from danshu.ground.contract.api import PROBLEM_TYPE
from danshu.kernel.errors import DanshuError

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{1,200}$",
        description="A repeat with the same key within 24 hours gets the first answer and does nothing.",
    ),
]
_ABSENT = (psycopg.OperationalError, PoolTimeout)
_INTERNAL = DanshuError(
    "http.internal",
    "The request failed inside the server.",
    "Read the record before you try again with a new key.",
    status=500,
)


@dataclass(slots=True)
class Slot:
    """The claim of one request on its key. `kept` is true once the result is stored."""

    caller: str
    key: str
    at: datetime
    kept: bool = False

    async def keep(self, work: UnitOfWork, status: int, body: bytes) -> None:
        """Stores the result, in the transaction of the work where there is one. Raises `idempotency.lost`."""
        if not await claims.keep(work, caller=self.caller, key=self.key, at=self.at, status=status, body=body):
            raise DanshuError(
                "idempotency.lost",
                f"The request under the key {self.key} took so long that another one has taken it over.",
                "Read the record to see what was done.",
                status=409,
            )
        self.kept = True


async def once(
    request: Request, caller: Caller, key: str | None, body: bytes, run: Callable[[Slot | None], Awaitable[Response]]
) -> Response:
    """Raises `idempotency.in_use` (409) and `idempotency.other_request` (422). Without a key it just runs.

    Any answer is kept, errors too; only a request that the database turned away may be tried again under its key.
    """
    if key is None:
        return await run(None)
    pool = request.app.state.pool
    slot = Slot(caller.actor, key, request.app.state.clock.now())
    digest = hashlib.sha256(
        b"\n".join((request.method.encode(), request.url.path.encode(), request.url.query.encode(), body))
    ).digest()
    async with pool.connection() as connection:
        claim = await claims.claim(UnitOfWork(connection), caller=slot.caller, key=key, digest=digest, at=slot.at)
    if claim.outcome != "mine":
        return _answer(claim, key)
    response: Response | None = None
    try:
        response = await run(slot)
    except DanshuError as error:
        response = request.app.state.problem_of(request, error)
    except _ABSENT:
        await _release(request, slot)
        raise
    finally:
        if not slot.kept and response is not None:
            async with pool.connection() as connection:
                await slot.keep(UnitOfWork(connection), response.status_code, bytes(response.body))
        elif response is None:
            await _fail(request, slot)
    assert response is not None
    return response


def _answer(claim: claims.Claim, key: str) -> Response:
    if claim.outcome == "done":
        kind = PROBLEM_TYPE if claim.status >= 400 else "application/json"
        return Response(claim.body, claim.status, media_type=kind, headers={"Idempotency-Replayed": "true"})
    if claim.outcome == "other":
        raise DanshuError(
            "idempotency.other_request",
            f"The key {key} belongs to another request.",
            "Take a new key for each request.",
            status=422,
        )
    raise DanshuError(
        "idempotency.in_use",
        f"The first request with the key {key} is still at work.",
        "Ask again in a moment.",
        status=409,
    )


async def _release(request: Request, slot: Slot) -> None:
    with contextlib.suppress(*_ABSENT):
        async with request.app.state.pool.connection() as connection:
            await claims.release(UnitOfWork(connection), caller=slot.caller, key=slot.key, at=slot.at)


async def _fail(request: Request, slot: Slot) -> None:
    """Something unforeseen: whoever repeats the request learns that it failed, instead of doing it a second time."""
    if slot.kept:
        return
    with contextlib.suppress(*_ABSENT):
        async with request.app.state.pool.connection() as connection:
            body = bytes(request.app.state.problem_of(request, _INTERNAL).body)
            work = UnitOfWork(connection)
            await claims.keep(work, caller=slot.caller, key=slot.key, at=slot.at, status=500, body=body)
