"""The audit log. It is read here because its own module stands below the accounts that guard it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from danshu.ground.accounts.api.access import Reads, require
from danshu.ground.accounts.model import Caller
from danshu.ground.audit import store as audit
from danshu.ground.contract.api import (
    COMMON_PROBLEMS,
    CursorText,
    IdOut,
    Limit,
    Moment,
    Output,
    Text,
    decode_id_cursor,
    encode_cursor,
)

router = APIRouter(prefix="/v1/audit", tags=["people"], responses=COMMON_PROBLEMS)


class Actor(Output):
    """`kind` is user, api, rule, channel or system; `name` is null where nobody is known by that id."""

    kind: str
    id: str | None
    name: str | None


class AuditItem(Output):
    id: IdOut
    at: Moment
    actor: Actor
    action: str
    target: str
    detail: dict[str, Any]


class AuditPage(Output):
    items: list[AuditItem]
    next_cursor: str | None


def split_actor(actor: str, name: str | None) -> Actor:
    """`user:3` -> kind user, id 3."""
    kind, _, key = actor.partition(":")
    return Actor(kind=kind, id=key or None, name=name)


@router.get("", response_model=AuditPage)
async def list_audit(
    caller: Annotated[Caller, require("users.manage")],
    work: Reads,
    target: Annotated[Text, Query(max_length=200, description="Only entries about this record, such as `shop:3`.")]
    | None = None,
    cursor: CursorText | None = None,
    limit: Limit = 50,
) -> AuditPage:
    """Who changed what in the set-up, newest first."""
    entries = await audit.read(work, before=decode_id_cursor(cursor), subject=target, limit=limit + 1)
    shown = entries[:limit]
    items = [
        AuditItem(
            id=entry.id, at=entry.at, actor=split_actor(entry.actor, entry.actor_name), action=entry.action,
            target=entry.subject, detail=entry.detail,
        )
        for entry in shown
    ]  # fmt: skip
    return AuditPage(items=items, next_cursor=encode_cursor(shown[-1].id) if len(entries) > limit else None)
