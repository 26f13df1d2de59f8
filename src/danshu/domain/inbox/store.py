"""The inbox is a queue in PostgreSQL: claimed by SKIP LOCKED, emptied in the transaction that stores the orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.db.sql import SqlFolder
from danshu.db.unit_of_work import Table, UnitOfWork
from danshu.domain.inbox.model import Incoming, Quarantined, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from danshu.domain.inbox.model import Tally

SQL = SqlFolder(__name__)
INBOX = Table(
    "inbox",
    (("id", "int8"), ("shop_id", "int4"), ("source_no", "text"), ("received_at", "timestamptz"), ("run_at", "timestamptz"),
     ("origin", "text"), ("history", "bool"), ("body", "bytea")),
)  # fmt: skip
RAW = Table(
    "raw_payload",
    (("id", "int8"), ("order_id", "int8"), ("received_at", "timestamptz"), ("origin", "text"), ("body", "bytea")),
)
QUARANTINE = Table(
    "quarantine",
    (("id", "int8"), ("at", "timestamptz"), ("origin", "text"), ("history", "bool"), ("shop_id", "int4"),
     ("source_no", "text"), ("row_no", "int4"), ("row_count", "int4"), ("code", "text"), ("what_zh", "text"),
     ("what_en", "text"), ("mend_zh", "text"), ("mend_en", "text"), ("body", "bytea"), ("state", "text"),
     ("attempts", "int4")),
)  # fmt: skip
TALLY = Table(
    "import_tally",
    (("import_id", "int8"), ("orders", "int4"), ("credits", "int4"), ("duplicates", "int4"), ("lines_stored", "int4"),
     ("lines_quarantined", "int4"), ("net_minor", "int8"), ("messages", "int4")),
)  # fmt: skip


def put(work: UnitOfWork, messages: Sequence[Incoming]) -> None:
    """Queues messages; they are due at once."""
    work.insert(
        INBOX,
        [(m.id, m.shop_id, m.source_no, m.received_at, m.received_at, m.origin, m.history, m.body) for m in messages],
    )


async def claim(work: UnitOfWork, *, at: datetime, row_count_max: int) -> list[Incoming]:
    """Takes due messages out of the queue, oldest first; a rollback puts them back."""
    rows = await work.fetch(SQL.claim_messages, at=at, row_count_max=row_count_max)
    return [Incoming(*row) for row in sorted(rows)]


def keep_raw(work: UnitOfWork, rows: Sequence[tuple[Incoming, int]]) -> None:
    """Keeps the payloads of (message, order id)."""
    work.insert(RAW, [(m.id, order_id, m.received_at, m.origin, m.body) for m, order_id in rows])


def quarantine(work: UnitOfWork, items: Sequence[Quarantined]) -> None:
    work.insert(
        QUARANTINE,
        [
            (q.id, q.at, q.origin, q.history, q.shop_id, q.source_no, q.row_no, q.row_count, q.refusal.code,
             q.refusal.what_zh, q.refusal.what_en, q.refusal.mend_zh, q.refusal.mend_en, q.body, "open", q.attempts)
            for q in items
        ],
    )  # fmt: skip


def tally(work: UnitOfWork, tallies: dict[int, Tally]) -> None:
    """Adds up what this batch made of each import's messages."""
    work.insert(
        TALLY,
        [
            (import_id, t.orders, t.credits, t.duplicates, t.lines_stored, t.lines_quarantined, t.net_minor, t.messages)
            for import_id, t in sorted(tallies.items())
        ],
    )


async def take_quarantined(work: UnitOfWork, ids: Sequence[int]) -> list[Quarantined]:
    """Locks open quarantined items, to replay or discard them."""
    rows = await work.fetch(SQL.lock_quarantined, ids=list(ids))
    return [Quarantined(*row[:8], refusal=Refusal(*row[8:13]), body=row[13], attempts=row[14]) for row in rows]


async def resolve(
    work: UnitOfWork, ids: Sequence[int], *, state: str, at: datetime, actor: str, note: str | None
) -> int:
    return await work.run(SQL.resolve_quarantined, ids=list(ids), state=state, at=at, actor=actor, note=note)
