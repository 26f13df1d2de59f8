"""Stock: levels with their terms, the ledger, and who holds what. A caller with a scope sees their own warehouses."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from danshu.db.sql import SqlFolder
from danshu.db.unit_of_work import UnitOfWork
from danshu.domain.orders.model import HOLDS
from danshu.ground.accounts.api import Caller, Reads, language, require
from danshu.ground.contract.api import (
    COMMON_PROBLEMS,
    CursorText,
    Id,
    Limit,
    Moment,
    PathId,
    SearchText,
    decode_cursor,
    decode_id_cursor,
    encode_cursor,
    int_of,
    not_found,
    problems,
)
from danshu.views.order_filter import StateCode
from danshu.views.row_models import IdText, WarehouseRef

SQL = SqlFolder(__name__)
router = APIRouter(prefix="/v1/stock", tags=["stock"], responses=COMMON_PROBLEMS)

Reader = Annotated[Caller, require("stock.read")]
# (code, Chinese, English, sign in the formula of what is available)
_TERMS = (
    ("on_hand", "在库", "On hand", 1),
    ("to_ship", "待发货占用", "To ship", -1),
    ("unpaid", "待付款占用", "Ordered, unpaid", -1),
    ("frozen", "冻结", "Frozen", -1),
    ("returning", "退货在途", "Returns on the way", 1),
)


class SkuShort(BaseModel):
    id: IdText
    code: str
    name: str


class SkuFull(SkuShort):
    attributes: dict[str, Any]


class NodeOut(BaseModel):
    warehouse: WarehouseRef
    on_hand: int
    allocated: int
    frozen: int
    free: int


class StockRow(BaseModel):
    sku: SkuShort
    on_hand: int
    to_ship: int
    unpaid: int
    frozen: int
    returning: int
    available: int
    short_qty: int
    low_stock_qty: int
    nodes: list[NodeOut]


class StockPage(BaseModel):
    items: list[StockRow]
    next_cursor: str | None


class TermOut(BaseModel):
    """One term of: available = on hand - to ship - unpaid - frozen (+ returns, where they are counted)."""

    code: str
    title_zh: str
    title_en: str
    qty: int
    sign: int
    counted: bool


class StockDetail(BaseModel):
    sku: SkuFull
    terms: list[TermOut]
    available: int
    nodes: list[NodeOut]
    short_orders: int


class OrderLink(BaseModel):
    id: IdText
    number: str


class EntryOut(BaseModel):
    """One entry of the ledger; `changes` has the terms that it moved."""

    id: IdText
    at: Moment
    kind: str
    warehouse: WarehouseRef | None
    changes: dict[str, int]
    order: OrderLink | None
    reason: str | None
    actor: str


class LedgerPage(BaseModel):
    items: list[EntryOut]
    next_cursor: str | None


class HolderOrder(OrderLink):
    state: StateCode


class HolderOut(BaseModel):
    """Units that an order's line holds at one place, or at none yet."""

    order: HolderOrder
    line_no: int
    qty: int
    kind: Literal["unpaid", "to_ship"]
    warehouse: WarehouseRef | None
    since: Moment | None
    why: str


class HolderPage(BaseModel):
    items: list[HolderOut]
    next_cursor: str | None


def places_of(caller: Caller, wanted: list[int]) -> list[int] | None:
    """The warehouses to show: those asked for as far as the caller may see them; None for all."""
    if caller.warehouse_ids is None:
        return wanted or None
    return [one for one in wanted if one in caller.warehouse_ids] if wanted else list(caller.warehouse_ids)


@router.get("", response_model=StockPage)
async def list_stock(
    caller: Reader,
    work: Reads,
    q: SearchText | None = None,
    warehouse_id: Annotated[list[Id], Query(max_length=50)] = [],  # noqa: B006 -- FastAPI copies it
    low: bool = False,
    short: bool = False,
    cursor: CursorText | None = None,
    limit: Limit = 50,
) -> Response:
    """Stock by SKU, by code. `low`: less is available than the SKU's alarm; `short`: sold orders wait for it."""
    text = (q or "").strip()
    rows = await work.fetch(
        SQL.read_stock_page,
        q=f"%{text.replace('%', '').replace('_', chr(92) + '_')}%" if text else None,
        barcode=text or None,
        warehouse_ids=places_of(caller, warehouse_id),
        low=low,
        short=short,
        after=decode_cursor(cursor, 1)[0] if cursor else None,
        row_count_max=limit,
    )
    items, following = rows[0]
    next_cursor = None if following is None else encode_cursor(following)
    body = b'{"items":' + items.encode() + b',"next_cursor":' + msgspec.json.encode(next_cursor) + b"}"
    return Response(body, media_type="application/json")


@router.get("/{sku_id}", response_model=StockDetail, responses=problems(404))
async def read_stock(sku_id: PathId, caller: Reader, work: Reads) -> StockDetail:
    """One SKU: every term of what is available, and its warehouses."""
    rows = await work.fetch(SQL.read_sku_stock, sku_id=sku_id, warehouse_ids=places_of(caller, []))
    if not rows:
        raise not_found("SKU", sku_id)
    found: dict[str, Any] = rows[0][0]
    nodes = found["nodes"]
    if caller.warehouse_ids is not None:
        # What has no place yet, and returns, belong to the pool: in these warehouses there is what the nodes say.
        found |= {name: sum(node[name] for node in nodes) for name in ("on_hand", "frozen")}
        found |= {"to_ship": sum(node["allocated"] for node in nodes), "unpaid": 0, "returning": 0}
    counted = {code: code != "returning" or bool(found["counts_returning"]) for code, *_ in _TERMS}
    terms = [
        TermOut(code=code, title_zh=zh, title_en=en, qty=found[code], sign=sign, counted=counted[code])
        for code, zh, en, sign in _TERMS
    ]
    return StockDetail(
        sku=found["sku"],
        terms=terms,
        available=sum(term.qty * term.sign for term in terms if term.counted),
        nodes=nodes,
        short_orders=found["short_orders"],
    )


async def _check_sku(work: UnitOfWork, sku_id: int) -> None:
    if not await work.fetch(SQL.find_sku, sku_id=sku_id):
        raise not_found("SKU", sku_id)


@router.get("/{sku_id}/ledger", response_model=LedgerPage, responses=problems(404))
async def read_ledger(
    sku_id: PathId, caller: Reader, work: Reads, cursor: CursorText | None = None, limit: Limit = 50
) -> LedgerPage:
    """Every change of the SKU's stock, newest first."""
    await _check_sku(work, sku_id)
    rows = await work.fetch(
        SQL.read_ledger,
        sku_id=sku_id,
        warehouse_ids=places_of(caller, []),
        before=decode_id_cursor(cursor),
        row_count_max=limit + 1,
    )
    items = [_entry(row) for row in rows[:limit]]
    return LedgerPage(items=items, next_cursor=encode_cursor(items[-1].id) if len(rows) > limit else None)


def _entry(row: tuple[Any, ...]) -> EntryOut:
    names = ("on_hand", "to_ship", "unpaid", "frozen", "allocated", "returning")
    number, reason, actor, actor_name = row[12:16]
    return EntryOut(
        id=str(row[0]),
        at=row[1],
        kind=row[2],
        warehouse=WarehouseRef(id=str(row[3]), name=row[4] or "") if row[3] else None,
        changes={name: qty for name, qty in zip(names, row[5:11], strict=True) if qty},
        order=OrderLink(id=str(row[11]), number=number) if number else None,
        reason=reason,
        actor=actor_name or actor,
    )


@router.get("/{sku_id}/holders", response_model=HolderPage, responses=problems(404))
async def read_holders(
    sku_id: PathId, caller: Reader, work: Reads, request: Request, cursor: CursorText | None = None, limit: Limit = 50
) -> HolderPage:
    """Who holds the SKU's units, since when and why; the oldest order first."""
    await _check_sku(work, sku_id)
    after = [int_of(part) for part in decode_cursor(cursor, 3)] if cursor else [None, None, None]
    rows = await work.fetch(
        SQL.read_holders,
        sku_id=sku_id,
        warehouse_ids=places_of(caller, []),
        after_order=after[0],
        after_line=after[1],
        after_warehouse=after[2],
        row_count_max=limit + 1,
    )
    zh = language(request) == "zh-CN"
    shown = rows[:limit]
    following = encode_cursor(shown[-1][0], shown[-1][4], shown[-1][5]) if len(rows) > limit else None
    return HolderPage(items=[_holder(row, zh) for row in shown], next_cursor=following)


def _holder(row: tuple[Any, ...], zh: bool) -> HolderOut:
    order_id, number, state, payment, line_no, warehouse_id, name, qty, since, work_state, holds = row
    unpaid = payment in ("unpaid", "deposit")
    if holds:
        kind = HOLDS.get(holds[0])
        title = holds[0] if kind is None else kind.title_zh if zh else kind.title_en
        why = f"锁单：{title}" if zh else f"held: {title}"
    elif unpaid:
        why = "已下单，待付款" if zh else "ordered, not paid"
    else:
        why = _WORK_WORDS[work_state][0 if zh else 1]
    return HolderOut(
        order=HolderOrder(id=str(order_id), number=number, state=state),
        line_no=line_no,
        qty=qty,
        kind="unpaid" if unpaid else "to_ship",
        warehouse=WarehouseRef(id=str(warehouse_id), name=name or "") if warehouse_id else None,
        since=since,
        why=why,
    )


_WORK_WORDS = {
    None: ("已付款，待分仓", "paid, no warehouse chosen yet"),
    "planned": ("已分仓，待下发", "allocated, not released"),
    "released": ("已下发，待配货", "released, not picked"),
    "picking": ("配货中", "being picked"),
}
