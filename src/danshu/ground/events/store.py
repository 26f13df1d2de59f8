"""Events and decision records are written with the change they tell of, in its transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import zstandard

from danshu.db.sql import SqlFolder
from danshu.db.unit_of_work import JSONB_VERSION, Table, UnitOfWork
from danshu.ground.events.model import Cursor, Event, Story

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

SQL = SqlFolder(__name__)
EVENT = Table(
    "event",
    (("epoch", "int4"), ("at", "timestamptz"), ("order_id", "int8"), ("actor", "text"), ("steps", "jsonb bytes")),
)
DECISION = Table("decision_record", (("order_id", "int8"), ("at", "timestamptz"), ("body", "bytea")))

# PostgreSQL takes payloads below 8,000 bytes.
_NOTIFY_IDS_MAX = 100

_encode = msgspec.json.Encoder().encode
_compress = zstandard.ZstdCompressor(level=3).compress
_decompress = zstandard.ZstdDecompressor().decompress


def write(work: UnitOfWork, stories: Iterable[Story], *, epoch: int, at: datetime, actor: str) -> None:
    """One event for each order that has steps, one compressed record for each that has decisions."""
    told = [story for story in stories if story.steps or story.decisions]
    work.insert(EVENT, [(epoch, at, s.order_id, actor, JSONB_VERSION + _encode(s.steps)) for s in told if s.steps])
    work.insert(DECISION, [(s.order_id, at, _compress(_encode(s.decisions))) for s in told if s.decisions])


async def read_installation(work: UnitOfWork) -> tuple[int, int]:
    """(epoch, reference version): the one read that every pass makes before it trusts its copy of the reference data."""
    rows = await work.fetch(SQL.read_installation)
    return int(rows[0][0]), int(rows[0][1])


async def read_after(work: UnitOfWork, cursor: Cursor, limit: int) -> list[Event]:
    """Events after the cursor that no running transaction can still precede, oldest first."""
    rows = await work.fetch(SQL.read_events, epoch=cursor.epoch, xid=cursor.xid, id=cursor.id, row_count_max=limit)
    return [Event(Cursor(r[0], r[1], r[2]), r[3], r[4], r[5], r[6]) for r in rows]


def open_decisions(body: bytes) -> list[dict[str, object]]:
    """The decisions of one pass, as `Story.decide` kept them."""
    decoded: list[dict[str, object]] = msgspec.json.decode(_decompress(body))
    return decoded


def notify_changed(work: UnitOfWork, order_ids: list[int]) -> None:
    """Tells open pages which orders changed; too many become one general word."""
    ids = [str(order_id) for order_id in order_ids[:_NOTIFY_IDS_MAX]]
    payload = _encode({"orders": ids, "tabs": True, "more": len(order_ids) > _NOTIFY_IDS_MAX})
    work.later(SQL.notify, channel="danshu_changed", payload=payload.decode())
