"""The runner: claims batches, carries them on, isolates what can't be processed, and pauses a stage that is ill.

A data error rolls the batch back and halves it until the poison stands alone; the poison order is held, the poison
message quarantined. Lost connections, deadlocks, full disks and time-outs retry the batch and hold nobody.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import psycopg
from psycopg import errors as pg

from danshu.db.unit_of_work import UnitOfWork, transaction
from danshu.domain.inbox import store as inbox
from danshu.domain.inbox.model import Tally
from danshu.domain.orders import store as orders_store
from danshu.pipeline import passes, store
from danshu.pipeline.journey import finish
from danshu.stages.intake.rules import refusal_of
from danshu.stages.intake.stage import CONTENT_ERRORS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

    from danshu.db.pool import Connection
    from danshu.domain.inbox.model import Incoming
    from danshu.pipeline.passes import House

    Connect = Callable[[], Awaitable[Connection]]

log = logging.getLogger("danshu.runner")

# Measured with 1,000,000 orders there: 500 gave 2,900-3,100 orders/s, 1,000 gave 3,230-3,340, 2,000 gave 3,620, but keeps
# the stock of its SKUs locked for half a second, for which orders by API would wait.
BATCH_SIZE_MAX = 1_000
POISON_ORDERS_MIN = 20
POISON_SHARE = 0.05
POISON_WINDOW = 1_000
_RETRY_SECONDS_MAX = 30.0
_CONFLICT_TRIES_MAX = 3

# What the content of an order can raise: the order is at fault, or our rule about it. The house itself is well.
# A text too long for an index counts as "limit exceeded", which psycopg puts among the operational errors.
# A fault of ours that hits every order pauses its stage instead of ending the worker.
DATA_ERRORS = (
    *CONTENT_ERRORS, AttributeError, AssertionError, RuntimeError, psycopg.DataError, psycopg.IntegrityError,
    psycopg.ProgrammingError, psycopg.InternalError, psycopg.NotSupportedError, pg.ProgramLimitExceeded,
)  # fmt: skip
# What says nothing about any order: try again.
RETRY_ERRORS = (psycopg.OperationalError, psycopg.InterfaceError, OSError, TimeoutError)


class Lane:
    """One connection's loop over messages and due orders. Several lanes and workers may run side by side."""

    def __init__(self, house: House, *, batch_size: int = BATCH_SIZE_MAX) -> None:
        self.house = house
        self._size_max = batch_size
        self._message_size = batch_size
        self._order_size = batch_size
        self._conflicts = 0
        self.handled = 0

    async def step(self, connection: Connection) -> int:
        """One round: wake waiting orders, one batch of messages, one batch of due orders. Gives how much there was.

        Raises RETRY_ERRORS when the database is away; the caller waits and calls again.
        """
        async with transaction(connection) as work:
            paused = await store.paused_stages(work)
        await passes.wake(connection, self.house)
        done = 0
        if "intake" not in paused:
            done += await self._messages(connection, paused)
        done += await self._orders(connection, paused)
        self.handled += done
        return done

    async def drain(self, connection: Connection) -> int:
        """Steps until nothing is due. Gives how many messages and orders were handled."""
        total = 0
        while done := await self.step(connection):
            total += done
        return total

    async def _messages(self, connection: Connection, paused: Collection[str]) -> int:
        try:
            if self._message_size == 1:
                done = await self._one_message(connection, paused)
            else:
                done = await passes.pass_inbox(connection, self.house, row_count_max=self._message_size, paused=paused)
        except DATA_ERRORS as error:
            if self._is_conflict(error):
                self._conflicts += 1
                return 1
            log.warning("batch of %d messages rolled back: %s", self._message_size, type(error).__name__)
            self._message_size = max(1, self._message_size // 2)
            return 1
        self._conflicts = 0
        self._message_size = min(self._size_max, self._message_size * 2)
        return done

    async def _orders(self, connection: Connection, paused: Collection[str]) -> int:
        try:
            if self._order_size == 1:
                done = await self._one_order(connection, paused)
            else:
                done = await passes.pass_due(connection, self.house, row_count_max=self._order_size, paused=paused)
        except DATA_ERRORS as error:
            log.warning("batch of %d orders rolled back: %s", self._order_size, type(error).__name__)
            self._order_size = max(1, self._order_size // 2)
            return 1
        self._order_size = min(self._size_max, self._order_size * 2)
        return done

    def _is_conflict(self, error: BaseException) -> bool:
        """Two workers that bring the same new order collide in the unique index: the second try finds the first's order."""
        return isinstance(error, pg.UniqueViolation) and self._conflicts < _CONFLICT_TRIES_MAX

    async def _one_message(self, connection: Connection, paused: Collection[str]) -> int:
        async with transaction(connection) as work:
            incoming = await inbox.claim(work, at=self.house.clock.now(), row_count_max=1)
            if not incoming:
                return 0
            try:
                async with transaction(connection) as inner:
                    await passes.pass_messages(inner, self.house, incoming, actor="channel", paused=paused)
            except DATA_ERRORS as error:
                if self._is_conflict(error):
                    raise
                if not await self._pause_if_ill(work, "intake"):
                    await self._quarantine(work, incoming[0], error)
                else:
                    inbox.put(work, incoming)
        return 1

    async def _quarantine(self, work: UnitOfWork, one: Incoming, error: BaseException) -> None:
        log.warning("message %d goes to quarantine: %s", one.id, type(error).__name__)
        assert isinstance(error, Exception)
        at = self.house.clock.now()
        await inbox.refuse(work, [(one, refusal_of(error))], at)
        if one.import_id is not None:
            inbox.tally(work, {one.import_id: Tally(lines_quarantined=one.row_count, messages=1)})
        store.note_poisoned(work, "intake", at)

    async def _one_order(self, connection: Connection, paused: Collection[str]) -> int:
        async with transaction(connection) as work:
            at = self.house.clock.now()
            claimed = await orders_store.claim_due(work, at=at, paused=list(paused), row_count_max=1)
            if not claimed:
                return 0
            try:
                async with transaction(connection) as inner:
                    await passes.pass_orders(inner, self.house, claimed, actor="system", paused=paused)
            except DATA_ERRORS as error:
                await self._hold_poison(work, claimed[0], error)
        return 1

    async def _hold_poison(self, work: UnitOfWork, order_id: int, error: BaseException) -> None:
        """The order that can't be processed is held with its reason, unless its stage is ill as a whole."""
        batch = await passes.open_batch(work, self.house, "system")
        await passes.load_orders(work, batch, [order_id])
        order = batch.orders[order_id]
        if await self._pause_if_ill(work, order.stage):
            return
        log.warning("order %d is held in stage %s: %s", order_id, order.stage, type(error).__name__)
        # The first line only: PostgreSQL quotes whole rows in the DETAIL below it.
        said = f"{order.stage}: {type(error).__name__}: {str(error).partition(chr(10))[0]}"
        batch.hold(order, "poison", said[:500], f"stage:{order.stage}")
        order.run_at = None
        finish(batch)
        await passes.write_batch(work, self.house, batch)
        store.note_poisoned(work, order.stage, batch.at)

    async def _pause_if_ill(self, work: UnitOfWork, stage: str) -> bool:
        """Pauses the stage when this failure would be one too many among its last orders."""
        handled, poisoned = await store.recent_outcomes(work, stage, POISON_WINDOW)
        poisoned += 1
        if poisoned <= POISON_ORDERS_MIN or poisoned <= POISON_SHARE * max(handled, 1):
            return False
        reason = f"{poisoned} of the last {handled} orders failed in {stage}"
        log.error("stage %s is paused: %s", stage, reason)
        await store.pause(work, stage, reason, self.house.clock.now())
        return True


async def run_lane(lane: Lane, connect: Connect, stop: asyncio.Event, *, idle_seconds: float = 0.5) -> None:
    """Steps a lane until `stop` is set; waits a little when there is nothing, longer when the database is away."""
    pause = idle_seconds
    while not stop.is_set():
        try:
            async with await connect() as connection:
                while not stop.is_set():
                    done = await lane.step(connection)
                    pause = idle_seconds
                    if not done:
                        await _wait(stop, idle_seconds)
        except RETRY_ERRORS as error:
            log.warning("the database is away (%s); next try in %.1f s", type(error).__name__, pause)
            await _wait(stop, pause)
            pause = min(pause * 2, _RETRY_SECONDS_MAX)
        except Exception:
            # A fault of ours must not end the worker: the batch was rolled back and is taken up again.
            log.exception("the lane failed; next try in %.1f s", pause)
            await _wait(stop, pause)
            pause = min(pause * 2, _RETRY_SECONDS_MAX)


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
