"""The quarantine as lists ask for it; its rows are written by the inbox's store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.db.sql import SqlFolder
from danshu.desks.quarantine.model import Item
from danshu.domain.inbox.model import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.db.unit_of_work import Row, UnitOfWork

SQL = SqlFolder(__name__)


async def read_list(
    work: UnitOfWork, *, state: str | None, code: str | None, origin: str | None, before: int | None, row_count_max: int
) -> list[Item]:
    """Items with an id below `before`, newest first. `origin` is a whole one, or its kind: api, import, replay."""
    rows = await work.fetch(
        SQL.read_items, id=None, state=state, code=code, origin=origin, before=before, row_count_max=row_count_max
    )
    return [_item(row) for row in rows]


async def read(work: UnitOfWork, item_id: int) -> Item | None:
    rows = await work.fetch(
        SQL.read_items, id=item_id, state=None, code=None, origin=None, before=None, row_count_max=1
    )
    return _item(rows[0]) if rows else None


async def pick_open(work: UnitOfWork, *, code: str | None, origin: str | None, row_count_max: int) -> list[int]:
    """Ids of open items, the oldest first: the order in which they came is the order in which they are tried again."""
    return [row[0] for row in await work.fetch(SQL.pick_open, code=code, origin=origin, row_count_max=row_count_max)]


async def find_waiting(work: UnitOfWork, ids: Sequence[int]) -> set[int]:
    """Which of these items have a replay in the inbox that is not done yet."""
    rows = await work.fetch(SQL.find_waiting, origins=[f"replay:{item_id}" for item_id in ids])
    return {int(row[0].removeprefix("replay:")) for row in rows}


def _item(row: Row) -> Item:
    return Item(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], Refusal(*row[8:13]), row[13], row[14], row[15],
        row[16], row[17], row[18],
    )  # fmt: skip
