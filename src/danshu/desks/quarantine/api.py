"""Routes of the quarantine: see, mend, replay, discard."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field, model_validator

from danshu.db.unit_of_work import UnitOfWork
from danshu.desks.quarantine import actions, rules, store
from danshu.desks.quarantine.model import Item, Outcome
from danshu.domain.shops import store as shops
from danshu.ground.accounts.api import AuditTrail, Caller, Reads, Writes, language, require
from danshu.ground.contract.api import (
    COMMON_PROBLEMS,
    BigId,
    BigPathId,
    CursorText,
    IdOut,
    Input,
    Limit,
    Line,
    Moment,
    Named,
    Output,
    Text,
    decode_id_cursor,
    encode_cursor,
    not_found,
    problems,
)

router = APIRouter(prefix="/v1/quarantine", tags=["quarantine"], responses=COMMON_PROBLEMS)

Keeper = Annotated[Caller, require("quarantine.manage")]
State = Literal["open", "replayed", "discarded"]
ReasonFilter = Annotated[Text, Query(max_length=80, description="The code of the reason, such as `status.unknown`.")]
SourceFilter = Annotated[Text, Query(max_length=40, description="api, import, replay, or one import: `import:7`.")]
Ids = Annotated[list[BigId], Field(min_length=1, max_length=actions.BULK_MAX)]


class ItemOut(Output):
    """`row_no` is the first row of the file, `row_count` how many rows were refused together."""

    id: IdOut
    at: Moment
    source: str
    shop: Named | None
    source_no: str | None
    row_no: int | None
    row_count: int
    code: str
    what: str
    mend: str
    state: State
    attempts: int
    resolved_at: Moment | None
    resolution: str | None


class ItemPage(Output):
    items: list[ItemOut]
    next_cursor: str | None


class ItemDetail(ItemOut):
    """`payload` is the message, or the rows with their cells; names, phones, addresses and remarks are masked."""

    payload: dict[str, Any]


class Filter(Input):
    reason: Annotated[Text, Field(max_length=80)] | None = None
    source: Annotated[Text, Field(max_length=40)] | None = None


class ReplayIn(Input):
    """Either ids, or a filter over the open items: the oldest 1,000 of them."""

    ids: Ids | None = None
    filter: Filter | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> ReplayIn:
        if (self.ids is None) == (self.filter is None):
            raise ValueError("give either ids or a filter")
        return self


class DiscardIn(Input):
    ids: Ids
    reason: Line


class PayloadIn(Input):
    """The content as GET shows it, mended. Masked values that stay as they are keep the true ones."""

    payload: dict[str, Any]


class OutcomeOut(Output):
    """`queued`: it goes through intake now, and the item closes once its order is stored."""

    id: IdOut
    outcome: Literal["queued", "refused", "no_change", "discarded"]
    code: str | None = None
    what: str | None = None
    mend: str | None = None


class OutcomeList(Output):
    counts: dict[str, int]
    items: list[OutcomeOut]


@router.get("", response_model=ItemPage)
async def list_quarantine(
    caller: Keeper,
    request: Request,
    work: Reads,
    reason: ReasonFilter | None = None,
    source: SourceFilter | None = None,
    state: State | None = "open",
    cursor: CursorText | None = None,
    limit: Limit = 50,
) -> ItemPage:
    """What could not become an order, newest first."""
    found = await store.read_list(
        work, state=state, code=reason, origin=source, before=decode_id_cursor(cursor), row_count_max=limit + 1
    )
    items = await _shown(work, found[:limit], request)
    return ItemPage(items=items, next_cursor=encode_cursor(items[-1].id) if len(found) > limit else None)


@router.get("/{id}", response_model=ItemDetail, responses=problems(404))
async def read_quarantined(id: BigPathId, caller: Keeper, request: Request, work: Reads) -> ItemDetail:
    """One item with its content, masked."""
    item = await store.read(work, id)
    if item is None:
        raise not_found("quarantined item", id)
    return await _detail(work, item, request)


@router.patch("/{id}", response_model=ItemDetail, responses=problems(404, 409))
async def mend_quarantined(
    id: BigPathId, body: PayloadIn, caller: Keeper, request: Request, work: Writes, trail: AuditTrail
) -> ItemDetail:
    """Mends the content; replay it afterwards."""
    item = await store.read(work, id)
    if item is None:
        raise not_found("quarantined item", id)
    await actions.mend(work, request.app.state.house, id, body.payload)
    await trail.note(work, caller, "quarantine.mended", f"quarantine:{id}")
    mended = await store.read(work, id)
    assert mended is not None
    return await _detail(work, mended, request)


@router.post("/replay", response_model=OutcomeList, status_code=207)
async def replay_quarantined(
    body: ReplayIn, caller: Keeper, request: Request, work: Writes, trail: AuditTrail
) -> OutcomeList:
    """Tries items again."""
    ids = body.ids
    if ids is None:
        wanted = body.filter or Filter()
        ids = await store.pick_open(work, code=wanted.reason, origin=wanted.source, row_count_max=actions.BULK_MAX)
    outcomes = await actions.replay(work, request.app.state.house, ids, caller.actor) if ids else []
    await trail.note(work, caller, "quarantine.replayed", "quarantine", count=len(outcomes))
    return _outcomes(outcomes, request)


@router.post("/discard", response_model=OutcomeList, status_code=207)
async def discard_quarantined(
    body: DiscardIn, caller: Keeper, request: Request, work: Writes, trail: AuditTrail
) -> OutcomeList:
    """Closes items without an order, with a reason."""
    outcomes = await actions.discard(work, request.app.state.house, body.ids, body.reason, caller.actor)
    await trail.note(work, caller, "quarantine.discarded", "quarantine", count=len(outcomes), reason=body.reason)
    return _outcomes(outcomes, request)


def _outcomes(outcomes: list[Outcome], request: Request) -> OutcomeList:
    zh = language(request) != "en"
    counts: dict[str, int] = {}
    items = []
    for one in outcomes:
        counts[one.outcome] = counts.get(one.outcome, 0) + 1
        why = one.refusal
        items.append(
            OutcomeOut(
                id=one.id, outcome=one.outcome, code=why.code if why else None,
                what=(why.what_zh if zh else why.what_en) if why else None,
                mend=(why.mend_zh if zh else why.mend_en) if why else None,
            )
        )  # fmt: skip
    return OutcomeList(counts=counts, items=items)


async def _shown(work: UnitOfWork, items: list[Item], request: Request) -> list[ItemOut]:
    zh = language(request) != "en"
    names = {shop.id: Named(id=shop.id, name=shop.name) for shop in (await shops.read_all(work)).values()}
    return [
        ItemOut(
            id=item.id, at=item.at, source=item.origin, shop=names.get(item.shop_id or 0), source_no=item.source_no,
            row_no=item.row_no, row_count=item.row_count, code=item.refusal.code,
            what=item.refusal.what_zh if zh else item.refusal.what_en,
            mend=item.refusal.mend_zh if zh else item.refusal.mend_en,
            state=item.state, attempts=item.attempts, resolved_at=item.resolved_at, resolution=item.resolution,
        )
        for item in items
    ]  # fmt: skip


async def _detail(work: UnitOfWork, item: Item, request: Request) -> ItemDetail:
    (shown,) = await _shown(work, [item], request)
    return ItemDetail(**shown.model_dump(), payload=rules.shown(request.app.state.house.vault.open_json(item.body)))
