"""The event stream of open pages: one LISTEN connection for the process, fanned out to every tab.

A tab that reads slowly costs no memory: what waits for it is merged into one list of at most 100 orders.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Annotated, Any

import psycopg
from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from danshu.db.listen import listen
from danshu.db.unit_of_work import UnitOfWork
from danshu.ground.accounts.api import Caller, identify, require
from danshu.ground.contract.api import COMMON_PROBLEMS

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

log = logging.getLogger("danshu.stream")
router = APIRouter(tags=["events"], responses=COMMON_PROBLEMS)

CHANNEL = "danshu_changed"
_ORDERS_MAX = 100
_OTHERS_MAX = 100
_BEAT_SECONDS = 15.0
# Changes that come close together are one message: a batch of the runner is some 200 ms.
_GATHER_SECONDS = 0.2
# Every so many beats the caller is looked up anew, so that a closed account's stream ends.
_BEATS_PER_CHECK = 4
_WAIT_SECONDS_MAX = 15.0


class Listener:
    """What waits to be sent to one tab."""

    def __init__(self) -> None:
        self._orders: dict[str, None] = {}
        self._tabs = False
        self._others: deque[tuple[str, dict[str, Any]]] = deque(maxlen=_OTHERS_MAX)
        self.signal = asyncio.Event()

    def put(self, payload: dict[str, Any]) -> None:
        """Takes {"orders": […], "tabs": true}, {"import": id} or {"run": id}, or several in one."""
        for order_id in payload.get("orders", ()):
            if len(self._orders) < _ORDERS_MAX:
                self._orders[str(order_id)] = None
        self._tabs = self._tabs or bool(payload.get("tabs")) or bool(payload.get("orders"))
        for event in ("import", "run"):
            if event in payload:
                self._others.append((event, {"id": str(payload[event])}))
        self.signal.set()

    def take(self) -> str:
        """The messages as the stream writes them, and forgets them."""
        messages = []
        if self._orders or self._tabs:
            messages.append(("changed", {"orders": list(self._orders), "tabs": self._tabs}))
        messages.extend(self._others)
        self._orders, self._tabs = {}, False
        self._others.clear()
        self.signal.clear()
        return "".join(f"event: {event}\ndata: {json.dumps(data)}\n\n" for event, data in messages)


class Hub:
    """Listens while anybody does. After an outage every tab is told to read anew, since notices may have been lost."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._listeners: set[Listener] = set()
        self._task: asyncio.Task[None] | None = None
        self.heard = asyncio.Event()
        self.closed = False

    def add(self) -> Listener:
        listener = Listener()
        self._listeners.add(listener)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="stream")
        return listener

    def drop(self, listener: Listener) -> None:
        self._listeners.discard(listener)

    def close(self) -> None:
        """Ends every stream, so that the server can stop."""
        self.closed = True
        if self._task is not None:
            self._task.cancel()
        for listener in self._listeners:
            listener.signal.set()

    def publish(self, text: str) -> None:
        try:
            payload = json.loads(text)
        except ValueError:
            log.warning("a notice on %s is not JSON", CHANNEL)
            return
        for listener in self._listeners if isinstance(payload, dict) else ():
            listener.put(payload)

    async def _run(self) -> None:
        wait, lost = 1.0, False
        while not self.closed:
            try:
                async for payload in listen(self._url, CHANNEL):
                    wait = 1.0
                    if payload is None:
                        self.heard.set()
                        if lost:
                            self.publish('{"orders": [], "tabs": true}')
                    else:
                        self.publish(payload)
            except (psycopg.OperationalError, OSError) as error:
                log.warning("the notices are lost (%s); listening again in %.0f s", type(error).__name__, wait)
            lost = True
            self.heard.clear()
            await asyncio.sleep(wait)
            wait = min(wait * 2, _WAIT_SECONDS_MAX)


@router.get(
    "/v1/stream",
    response_class=StreamingResponse,
    responses={
        200: {"description": "Server-sent events.", "content": {"text/event-stream": {"schema": {"type": "string"}}}}
    },
)
async def read_stream(request: Request, caller: Annotated[Caller, require("orders.read")]) -> StreamingResponse:
    """Events `changed` {orders: [id], tabs}, `import` {id} and `run` {id}: what to read anew, never what is in it."""
    hub: Hub = request.app.state.hub
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_messages(request, hub), media_type="text/event-stream", headers=headers)


async def _messages(request: Request, hub: Hub) -> AsyncIterator[str]:
    listener = hub.add()
    beats = 0
    try:
        yield "retry: 3000\n\n"
        while not hub.closed:
            try:
                async with asyncio.timeout(_BEAT_SECONDS):
                    await listener.signal.wait()
            except TimeoutError:
                beats += 1
                if beats % _BEATS_PER_CHECK == 0 and not await _still_there(request):
                    return
                yield ": beat\n\n"
                continue
            await asyncio.sleep(_GATHER_SECONDS)
            yield listener.take()
    finally:
        hub.drop(listener)


async def _still_there(request: Request) -> bool:
    connected: AbstractAsyncContextManager[Any] = request.app.state.pool.connection()
    async with connected as connection:
        caller = await identify(request, UnitOfWork(connection), request.app.state.clock.now(), touch=False)
    return caller is not None and caller.may("orders.read")
