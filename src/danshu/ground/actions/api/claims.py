"""A key is claimed in a statement of its own, and its result is kept with the work or right after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from danshu.db.sql import SqlFolder

if TYPE_CHECKING:
    from danshu.db.unit_of_work import UnitOfWork

SQL = SqlFolder("danshu.ground.actions")
KEPT = timedelta(hours=24)
# Requests end after 60 s and imports after 10 minutes: a claim older than this belongs to a process that died.
DEAD_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Claim:
    """`outcome`: `mine` = go ahead, `done` = replay status and body, `busy`, or `other` = another request has the key."""

    outcome: Literal["mine", "done", "busy", "other"]
    status: int = 0
    body: bytes = b""


async def claim(work: UnitOfWork, *, caller: str, key: str, digest: bytes, at: datetime) -> Claim:
    """Takes the key for this request, unless it is taken. Commits at once when `work` has no transaction."""
    taken = await work.fetch(
        SQL.claim_key, caller=caller, key=key, digest=digest, at=at, kept_from=at - KEPT, dead_before=at - DEAD_AFTER
    )
    if taken:
        return Claim("mine")
    rows = await work.fetch(SQL.read_key, caller=caller, key=key)
    if not rows:
        return Claim("busy")
    known_digest, status, body = rows[0]
    if known_digest != digest:
        return Claim("other")
    return Claim("busy") if status is None else Claim("done", status, body)


async def keep(work: UnitOfWork, *, caller: str, key: str, at: datetime, status: int, body: bytes) -> bool:
    """Keeps the result under the claim made at `at`. Gives False when somebody else has the key by now."""
    return await work.run(SQL.keep_result, caller=caller, key=key, at=at, status=status, body=body) > 0


async def release(work: UnitOfWork, *, caller: str, key: str, at: datetime) -> None:
    """Gives a claim back whose request did nothing and may be tried again."""
    await work.run(SQL.release_key, caller=caller, key=key, at=at)


async def forget_old(work: UnitOfWork, at: datetime) -> int:
    """Removes keys older than a day; gives how many."""
    return await work.run(SQL.forget_keys, until=at - KEPT)
