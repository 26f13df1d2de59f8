"""The trail is written in the transaction of the change that it tells of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from danshu.db.sql import SqlFolder

if TYPE_CHECKING:
    from danshu.db.unit_of_work import UnitOfWork

SQL = SqlFolder(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """`actor_name` is None for the system and for people and keys that are gone."""

    id: int
    at: datetime
    actor: str
    actor_name: str | None
    action: str
    subject: str
    detail: dict[str, Any]


async def write(
    work: UnitOfWork, *, at: datetime, actor: str, action: str, subject: str, address: str | None, **detail: object
) -> None:
    """`action` is what was done (`shop.changed`), `subject` to what (`shop:3`), `detail` the new values."""
    text = json.dumps(detail, default=str)
    await work.run(
        SQL.write_entry, at=at, actor=actor, action=action, subject=subject[:200], detail=text, address=address
    )


async def read(work: UnitOfWork, *, before: int | None, subject: str | None, limit: int) -> list[Entry]:
    """Entries with an id below `before`, newest first."""
    rows = await work.fetch(SQL.read_entries, before=before, subject=subject, row_count_max=limit)
    return [Entry(*row) for row in rows]
