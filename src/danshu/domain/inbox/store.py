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
    (("id", "int8"), ("shop_id", "int4"), ("source_no", "text"), ("received_at", "timestamptz"),
     ("run_at", "timestamptz"), ("origin", "text"), ("history", "bool"), ("body", "bytea"), ("row_count", "int4")),
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
     ("attempts", "int4"), ("content_key", "int8")),
)  # fmt: skip
TALLY = Table(
    "import_tally",
    (("import_id", "int8"), ("orders", "int4"), ("credits", "int4"), ("duplicates", "int4"), ("updates", "int4"),
     ("lines_stored", "int4"), ("lines_known", "int4"), ("lines_quarantined", "int4"), ("net_minor", "int8"),
     ("messages", "int4")),
)  # fmt: skip
LINES_MAX = 5_000
"""A batch ends where it has so many lines: 250 invoices of 20 lines cost as much as 2,000 web orders."""
# Only one lane at a time takes history, so that a credit never runs ahead of the sale that it takes back.
_HISTORY_LOCK = 7_236_284_511


def put(work: UnitOfWork, messages: Sequence[Incoming]) -> None:
    """Queues messages; they are due at once."""
    work.insert(
        INBOX,
        [
            (m.id, m.shop_id, m.source_no, m.received_at, m.received_at, m.origin, m.history, m.body, m.row_count)
            for m in messages
        ],
    )


async def claim(
    work: UnitOfWork, *, at: datetime, row_count_max: int, line_count_max: int = LINES_MAX
) -> list[Incoming]:
    """Takes due messages out of the queue, oldest first; a rollback puts them back.

    Live messages go before history. Gives at least one message if any may be taken, whatever its number of lines.
    """
    limits = {"at": at, "row_count_max": row_count_max, "line_count_max": line_count_max}
    rows = await work.fetch(SQL.claim_live, **limits)
    if not rows:
        rows = await work.fetch(SQL.claim_history, lock_key=_HISTORY_LOCK, **limits)
    # By time and then id, as they were queued.
    return [Incoming(*row) for row in sorted(rows, key=lambda row: (row[3], row[0]))]


def keep_raw(work: UnitOfWork, rows: Sequence[tuple[Incoming, int]]) -> None:
    """Keeps the payloads of (message, order id)."""
    work.insert(RAW, [(m.id, order_id, m.received_at, m.origin, m.body) for m, order_id in rows])


def quarantine(work: UnitOfWork, items: Sequence[Quarantined]) -> None:
    work.insert(
        QUARANTINE,
        [
            (q.id, q.at, q.origin, q.history, q.shop_id, q.source_no, q.row_no, q.row_count, q.refusal.code,
             q.refusal.what_zh, q.refusal.what_en, q.refusal.mend_zh, q.refusal.mend_en, q.body, "open", q.attempts,
             q.content_key)
            for q in items
        ],
    )  # fmt: skip


async def known_contents(work: UnitOfWork, shop_id: int, content_keys: Sequence[int]) -> set[int]:
    """Which of these contents are in quarantine already, or were and have been dealt with."""
    if not content_keys:
        return set()
    rows = await work.fetch(SQL.known_contents, shop_id=shop_id, content_keys=list(content_keys))
    return {row[0] for row in rows}


def tally(work: UnitOfWork, tallies: dict[int, Tally]) -> None:
    """Adds up what this batch made of each import's messages."""
    work.insert(
        TALLY,
        [
            (import_id, t.orders, t.credits, t.duplicates, t.updates, t.lines_stored, t.lines_known,
             t.lines_quarantined, t.net_minor, t.messages)
            for import_id, t in sorted(tallies.items())
        ],
    )  # fmt: skip


async def refuse(work: UnitOfWork, refused: Sequence[tuple[Incoming, Refusal]], at: datetime) -> None:
    """Puts messages into quarantine. One that came from there stays the item that it was, with its new reason."""
    new = [(one, why) for one, why in refused if one.replay_of is None]
    quarantine(
        work,
        [
            Quarantined(
                one.id, at, one.origin, one.history, one.shop_id, one.source_no, None, one.row_count, why, one.body
            )
            for one, why in new
        ],
    )
    again = [(one.replay_of, why) for one, why in refused if one.replay_of is not None]
    if again:
        await refuse_again(work, again)


async def refuse_again(work: UnitOfWork, refused: Sequence[tuple[int, Refusal]]) -> None:
    """A replay failed: the item stays open, with one more attempt and the reason of today."""
    reasons = [why for _, why in refused]
    await work.run(
        SQL.refuse_again,
        ids=[item_id for item_id, _ in refused],
        codes=[why.code for why in reasons],
        what_zh=[why.what_zh for why in reasons],
        what_en=[why.what_en for why in reasons],
        mend_zh=[why.mend_zh for why in reasons],
        mend_en=[why.mend_en for why in reasons],
    )


async def accept_replays(work: UnitOfWork, accepted: Sequence[Incoming], at: datetime) -> None:
    """Closes the quarantined items whose replay became an order."""
    ids = sorted({one.replay_of for one in accepted if one.replay_of is not None})
    if ids:
        await work.run(SQL.accept_replays, ids=ids, at=at)


async def take_quarantined(work: UnitOfWork, ids: Sequence[int]) -> list[Quarantined]:
    """Locks open quarantined items, to replay or discard them."""
    rows = await work.fetch(SQL.lock_quarantined, ids=list(ids))
    return [
        Quarantined(
            row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], Refusal(*row[8:13]), row[13], row[14]
        )
        for row in rows
    ]


async def resolve(
    work: UnitOfWork, ids: Sequence[int], *, state: str, at: datetime, actor: str, note: str | None
) -> int:
    """Closes open items (state `discarded`), with a name and a reason. Gives how many there were."""
    return await work.run(SQL.resolve_quarantined, ids=list(ids), state=state, at=at, actor=actor, note=note)


async def note_replay(work: UnitOfWork, ids: Sequence[int], actor: str) -> None:
    """Keeps who asked for a replay; the item stays open until its message is accepted."""
    await work.run(SQL.note_replay, ids=list(ids), actor=actor)


async def rewrite(work: UnitOfWork, item_id: int, body: bytes, source_no: str | None) -> bool:
    """Puts a mended content in the place of an open item's. Gives whether it was open."""
    return await work.run(SQL.rewrite_quarantined, id=item_id, body=body, source_no=source_no) > 0
