"""What happened to one order, what came in about it, and who its receiver is for those who may know."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query, Request
from pydantic import AliasChoices, BaseModel, Field

from danshu.db.sql import SqlFolder
from danshu.ground.accounts.api import AuditTrail, Caller, Reads, Writes, language, require
from danshu.ground.contract.api import (
    COMMON_PROBLEMS,
    CursorText,
    Input,
    Limit,
    Line,
    Moment,
    Text,
    decode_cursor,
    encode_cursor,
    int_of,
    not_found,
    problems,
)
from danshu.ground.events.rules import in_chinese
from danshu.views.masking import mask_message, mask_note
from danshu.views.order_page import OrderKey, Reader, find_order
from danshu.views.workbench import vault_of

SQL = SqlFolder(__name__)
router = APIRouter(prefix="/v1/orders/{id}", tags=["orders"], responses={**COMMON_PROBLEMS, **problems(404)})

Revealer = Annotated[Caller, require("personal.reveal")]


class ActorOut(BaseModel):
    """`kind` is user, api, rule, channel or system."""

    kind: str
    id: str | None
    name: str | None


class StepOut(BaseModel):
    """One step. `data` is what the step says beside kind, from, to and why."""

    at: Moment
    kind: str
    actor: ActorOut
    from_: Any = Field(validation_alias=AliasChoices("from", "from_"), serialization_alias="from")
    to: Any
    why: str | None
    data: dict[str, Any]


class Timeline(BaseModel):
    items: list[StepOut]
    next_cursor: str | None


class RawOut(BaseModel):
    """A message as it came, personal parts masked; `version_no` counts from the oldest that is kept."""

    received_at: Moment
    source: str
    version_no: int
    payload: Any


class RevealIn(Input):
    fields: Annotated[list[Literal["name", "phone", "address"]], Field(min_length=1, max_length=3)]
    reason: Line


class Revealed(BaseModel):
    name: str | None = None
    phone: str | None = None
    address: str | None = None


@router.get("/timeline", response_model=Timeline)
async def read_timeline(
    id: OrderKey,
    caller: Reader,
    work: Reads,
    request: Request,
    kinds: Annotated[list[Annotated[Text, Field(max_length=60)]] | None, Query(max_length=60)] = None,
    cursor: CursorText | None = None,
    limit: Limit = 50,
) -> Timeline:
    """Steps of the order, newest first; `kinds` keeps some kinds of them."""
    order_id = await find_order(work, id, caller)
    before = [int_of(part) for part in decode_cursor(cursor, 2)] if cursor else [None, None]
    rows = await work.fetch(
        SQL.read_timeline,
        order_id=order_id,
        kinds=kinds or None,
        before_id=before[0],
        before_position=before[1],
        row_count_max=limit + 1,
    )
    shown = rows[:limit]
    zh = language(request) == "zh-CN"
    following = encode_cursor(shown[-1][0], shown[-1][1]) if len(rows) > limit else None
    return Timeline(
        items=[_step(at, actor, name, step, zh) for _, _, at, actor, name, step in shown], next_cursor=following
    )


def _step(at: Any, actor: str, name: str | None, step: dict[str, Any], zh: bool) -> StepOut:
    kind, _, number = actor.partition(":")
    rest = {key: value for key, value in step.items() if key not in ("kind", "why", "from", "to", "before", "after")}
    why = step.get("why")
    return StepOut(
        at=at,
        kind=str(step["kind"]),
        actor=ActorOut(kind=kind, id=number or None, name=name),
        from_=step.get("from", step.get("before")),
        to=step.get("to", step.get("after")),
        why=None if why is None else mask_note(in_chinese(str(why)) if zh else str(why)),
        data=rest,
    )


@router.get("/raw", response_model=list[RawOut])
async def read_raw(id: OrderKey, caller: Reader, work: Reads, request: Request) -> list[RawOut]:
    """The last 50 messages about the order, oldest first."""
    order_id = await find_order(work, id, caller)
    vault = vault_of(request)
    rows = await work.fetch(SQL.read_raw, order_id=order_id)
    return [
        RawOut(received_at=at, source=origin, version_no=n, payload=_payload(vault.open(body), caller))
        for n, (at, origin, body) in enumerate(rows, 1)
    ]


def _payload(body: bytes, caller: Caller) -> Any:
    message = mask_message(msgspec.json.decode(body))
    return message if caller.may("money.read") else _without_money(message)


def _without_money(message: Any) -> Any:
    """The message without its amounts, for callers who may not see money."""
    if isinstance(message, list):
        return [_without_money(one) for one in message]
    if not isinstance(message, dict):
        return message
    return {k: None if k.endswith(("_minor", "_e4")) else _without_money(v) for k, v in message.items()}


@router.post("/reveal", response_model=Revealed)
async def reveal_contact(
    id: OrderKey, body: RevealIn, caller: Revealer, work: Writes, trail: AuditTrail, request: Request
) -> Revealed:
    """The receiver in full. The audit log keeps who asked, for which fields, and why."""
    order_id = await find_order(work, id, caller)
    rows = await work.fetch(SQL.read_contact, order_id=order_id)
    if not rows:
        raise not_found("receiver of order", id)
    sealed, *region = rows[0]
    plain: dict[str, Any] = vault_of(request).open_json(sealed)
    whole = {
        "name": plain.get("name"),
        "phone": plain.get("phone"),
        "address": " ".join(part for part in (*region, plain.get("town"), plain.get("detail")) if part) or None,
    }
    await trail.note(work, caller, "order.revealed", f"order:{order_id}", fields=body.fields, reason=body.reason)
    return Revealed(**{name: whole[name] for name in body.fields})
