"""Keys older than a day go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.ground.idempotency import store

if TYPE_CHECKING:
    from datetime import datetime

    from danshu.db.unit_of_work import UnitOfWork


async def forget_old_keys(work: UnitOfWork, at: datetime) -> int:
    """To be run once an hour; gives how many were removed."""
    return await store.forget(work, at - store.KEPT)
