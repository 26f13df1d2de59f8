"""Sessions that are over and failures that no longer count go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.ground.accounts import store

if TYPE_CHECKING:
    from datetime import datetime

    from danshu.db.unit_of_work import UnitOfWork


async def forget_old_sessions(work: UnitOfWork, at: datetime) -> int:
    """To be run once an hour; gives how many sessions were removed."""
    return await store.forget_sessions(work, at)
