"""Folding: the differences that statements appended become one row for each cell again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.db.sql import SqlFolder

if TYPE_CHECKING:
    from danshu.db.unit_of_work import UnitOfWork

SQL = SqlFolder(__name__)


async def fold(work: UnitOfWork) -> None:
    """Adds up what has gathered since the last time; to be called every minute or so, by one worker at a time or many."""
    await work.run(SQL.fold_split_counts)
    await work.run(SQL.fold_hours)
    await work.run(SQL.fold_cycles)
