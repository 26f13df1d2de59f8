"""Orders by API are accepted and reserved before they are answered; whatever waits meanwhile becomes one batch.

There is no timer: the next batch is what came while the last one was committing. One order alone is a batch of one.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import errors as pg

from danshu.db.unit_of_work import transaction
from danshu.domain.inbox import store as inbox
from danshu.domain.inbox.model import Incoming, Quarantined, Refusal
from danshu.kernel.errors import DanshuError
from danshu.pipeline import passes
from danshu.pipeline.runner import DATA_ERRORS, RETRY_ERRORS
from danshu.pipeline.store import paused_stages
from danshu.stages.intake.rules import encode_message, refusal_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.db.pool import Connection, Pool
    from danshu.pipeline.passes import House
    from danshu.sdk.orders import OrderMessage
    from danshu.stages.intake.model import Outcome

MESSAGES_MAX = 500
_WAITING_MAX = 20_000
_TRIES_MAX = 3


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of one message; `status` as in intake's Outcome."""

    status: str
    order_id: int | None = None
    number: str | None = None
    state: str | None = None
    short_units: int = 0
    refusal: Refusal | None = None


class _PausedError(Exception):
    """Intake is paused: nothing is wrong with the orders, so none is judged."""


@dataclass(slots=True)
class _Request:
    shop_id: int
    messages: Sequence[OrderMessage]
    actor: str
    answer: asyncio.Future[list[Accepted]]


class Collector:
    """Takes messages of concurrent requests and passes them in common batches."""

    def __init__(self, pool: Pool, house: House) -> None:
        self._pool = pool
        self._house = house
        self._waiting: list[_Request] = []
        self._waiting_messages = 0
        self._something = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._work(), name="collector")

    async def stop(self) -> None:
        """Ends the loop; requests that still wait are told to try again."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        for request in self._waiting:
            if not request.answer.done():
                request.answer.set_exception(_busy("The server is stopping."))
        self._waiting.clear()

    async def submit(self, shop_id: int, messages: Sequence[OrderMessage], actor: str) -> list[Accepted]:
        """Outcomes in the order of the messages, after they are durable. Raises `intake.busy` when too many wait."""
        if self._waiting_messages + len(messages) > _WAITING_MAX:
            raise _busy(f"{self._waiting_messages} orders are waiting.")
        request = _Request(shop_id, messages, actor, asyncio.get_running_loop().create_future())
        self._waiting.append(request)
        self._waiting_messages += len(messages)
        self._something.set()
        return await request.answer

    def _take(self) -> list[_Request]:
        taken: list[_Request] = []
        count = 0
        # One caller a batch: events and ledger entries name who sent the order.
        while self._waiting and (
            not taken
            or (self._waiting[0].actor == taken[0].actor and count + len(self._waiting[0].messages) <= MESSAGES_MAX)
        ):
            request = self._waiting.pop(0)
            count += len(request.messages)
            taken.append(request)
        self._waiting_messages -= count
        return taken

    async def _work(self) -> None:
        while True:
            await self._something.wait()
            self._something.clear()
            while self._waiting:
                await self._answer(self._take())

    async def _answer(self, requests: list[_Request]) -> None:
        try:
            answers = await self._pass(requests)
        except _PausedError:
            for request in requests:
                _fail(request, _paused())
            return
        except DATA_ERRORS:
            for request in requests:
                await self._answer_alone(request)
            return
        except RETRY_ERRORS as error:
            for request in requests:
                _fail(request, _busy(f"The database is away ({type(error).__name__})."))
            return
        for request, answer in zip(requests, answers, strict=True):
            if not request.answer.done():
                request.answer.set_result(answer)

    async def _answer_alone(self, request: _Request) -> None:
        """A batch with a poison message is done request by request, and message by message where that fails too."""
        try:
            answers = [await self._one(request, message) for message in request.messages]
            if not request.answer.done():
                request.answer.set_result(answers)
        except _PausedError:
            _fail(request, _paused())
        except RETRY_ERRORS as error:
            _fail(request, _busy(f"The database is away ({type(error).__name__})."))

    async def _one(self, request: _Request, message: OrderMessage) -> Accepted:
        single = _Request(request.shop_id, [message], request.actor, request.answer)
        try:
            return (await self._pass([single]))[0][0]
        except DATA_ERRORS as error:
            assert isinstance(error, Exception)
            refusal = refusal_of(error)
            async with self._pool.connection() as connection, transaction(connection) as work:
                (message_id,) = await self._house.ids.take(work, 1)
                at = self._house.clock.now()
                body = self._house.vault.seal(encode_message(message))
                inbox.quarantine(
                    work,
                    [
                        Quarantined(
                            message_id,
                            at,
                            "api",
                            False,
                            request.shop_id,
                            message.source_no[:100],
                            None,
                            1,
                            refusal,
                            body,
                        )
                    ],
                )
            return Accepted("refused", refusal=refusal)

    async def _pass(self, requests: list[_Request]) -> list[list[Accepted]]:
        for attempt in range(_TRIES_MAX):
            try:
                async with self._pool.connection() as connection:
                    return await self._pass_once(connection, requests)
            except (pg.UniqueViolation, pg.DeadlockDetected):
                # Another worker brought the same order, or we met it in a circle: look again.
                if attempt == _TRIES_MAX - 1:
                    raise
        raise AssertionError("unreachable: the last try returns or raises")

    async def _pass_once(self, connection: Connection, requests: list[_Request]) -> list[list[Accepted]]:
        async with transaction(connection) as work:
            paused = await paused_stages(work)
            if "intake" in paused:
                raise _PausedError
            count = sum(len(request.messages) for request in requests)
            ids = iter(await self._house.ids.take(work, count))
            at = self._house.clock.now()
            incoming = [
                Incoming(
                    next(ids), request.shop_id, message.source_no, at, "api", False,
                    self._house.vault.seal(encode_message(message)),
                )
                for request in requests
                for message in request.messages
            ]  # fmt: skip
            done = await passes.pass_messages(work, self._house, incoming, actor=requests[0].actor, paused=paused)
        answers, position = [], 0
        for request in requests:
            answers.append([_accepted(done, done.outcomes[position + n]) for n in range(len(request.messages))])
            position += len(request.messages)
        return answers


def _accepted(done: passes.MessagesDone, outcome: Outcome) -> Accepted:
    order = done.batch.orders.get(outcome.order_id) if outcome.order_id is not None else None
    if order is None:
        return Accepted(outcome.status, refusal=outcome.refusal)
    short = sum(max(line.short_qty, 0) for line in order.stocked_lines()) if order.closed_at is None else 0
    return Accepted(outcome.status, order.id, order.number, order.state, short)


def _paused() -> DanshuError:
    return DanshuError("intake.paused", "Intake is paused.", "See the home page for why, then resume it.", status=503)


def _busy(what: str) -> DanshuError:
    return DanshuError(
        "intake.busy", what, "Send the order again in a few seconds; a repeated order changes nothing.", status=503
    )


def _fail(request: _Request, error: DanshuError) -> None:
    if not request.answer.done():
        request.answer.set_exception(error)
