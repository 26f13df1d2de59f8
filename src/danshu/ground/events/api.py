"""The event stream for integrations: nothing is skipped, whatever number of writers there are."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from danshu.ground.accounts.api import Caller, Reads, require
from danshu.ground.contract.api import (
    COMMON_PROBLEMS,
    IdOut,
    Limit,
    Moment,
    Output,
    Text,
    decode_cursor,
    encode_cursor,
    int_of,
)
from danshu.ground.events import store
from danshu.ground.events.model import Cursor

router = APIRouter(prefix="/v1/events", tags=["events"], responses=COMMON_PROBLEMS)


class EventOut(Output):
    id: IdOut
    at: Moment
    order_id: IdOut | None
    actor: str
    steps: list[dict[str, Any]]


class EventPage(Output):
    """`next_cursor` always leads on: keep it and ask again with it for what comes later. Null only in an empty stream."""

    items: list[EventOut]
    next_cursor: str | None


@router.get("", response_model=EventPage)
async def list_events(
    caller: Annotated[Caller, require("events.read", every_warehouse=True)],
    work: Reads,
    after: Annotated[Text, Query(max_length=200, description="`next_cursor` of the page before.")] | None = None,
    limit: Limit = 100,
) -> EventPage:
    """Events after the cursor, oldest first."""
    cursor = Cursor(0, 0, 0)
    if after is not None:
        epoch, xid, event_id = decode_cursor(after, 3)
        cursor = Cursor(int_of(epoch, at_most=2**31 - 1), int_of(xid), int_of(event_id))
    events = await store.read_after(work, cursor, limit)
    if events:
        last = events[-1].cursor
        after = encode_cursor(last.epoch, last.xid, last.id)
    items = [EventOut(id=e.cursor.id, at=e.at, order_id=e.order_id, actor=e.actor, steps=e.steps) for e in events]
    return EventPage(items=items, next_cursor=after)
