"""Runs of actions: progress, results, lists."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel

from danshu.db.sql import SqlFolder
from danshu.db.unit_of_work import UnitOfWork
from danshu.ground.accounts.api.access import Connection, SignedIn, language
from danshu.ground.accounts.model import Caller
from danshu.kernel.errors import DanshuError
from danshu.pipeline.actions import ACTIONS
from danshu.views.order_story import ActorOut

SQL = SqlFolder(__name__)
router = APIRouter()
_ITEMS_MAX = 200
Outcome = Literal["ok", "refused", "conflict", "failed", "no_change"]


class ItemView(BaseModel):
    id: str
    number: str
    outcome: Outcome | None
    code: str | None = None
    why: str | None = None
    version: int | None = None


class RunView(BaseModel):
    """A run of an action; `counts` are its results so far, `items` only where they were asked for."""

    run_id: str
    action: str
    title_zh: str
    title_en: str
    state: Literal["queued", "running", "done", "failed"]
    total: int
    done: int
    counts: dict[str, int]
    by: ActorOut
    created_at: datetime
    finished_at: datetime | None
    undoable: bool
    undo_of: str | None
    undone_by: str | None
    items: list[ItemView] | None = None


class RunList(BaseModel):
    items: list[RunView]
    next_cursor: str | None


class ItemList(BaseModel):
    items: list[ItemView]
    next_cursor: str | None


def number(text: str) -> int:
    """An id of a path or a body; the pattern of its field keeps it within 64 bits."""
    return int(text)


def read_cursor(cursor: str | None) -> int | None:
    """The position that an opaque cursor stands for. Raises `lists.bad_cursor`."""
    if cursor is None:
        return None
    try:
        return int.from_bytes(base64.urlsafe_b64decode(cursor.encode("ascii")), "big") & (2**62 - 1)
    except (binascii.Error, ValueError):
        raise DanshuError(
            "lists.bad_cursor", "The cursor is not one of ours.", "Start again without it.", status=422
        ) from None


def write_cursor(position: int) -> str:
    return base64.urlsafe_b64encode(position.to_bytes(8, "big")).decode("ascii")


def _view(row: tuple[Any, ...]) -> RunView:
    action = ACTIONS.get(row[1])
    counts = row[5] or {}
    fresh = row[9] is None and row[10] is None and row[2] == "done"
    return RunView(
        run_id=str(row[0]), action=row[1], title_zh=action.title_zh if action else row[1],
        title_en=action.title_en if action else row[1], state=row[2], total=row[3], done=row[4], counts=counts,
        by=_actor(row[6], row[11]), created_at=row[7], finished_at=row[8],
        undoable=fresh and bool(action and action.undo and counts.get("ok")),
        undo_of=None if row[9] is None else str(row[9]), undone_by=None if row[10] is None else str(row[10]),
    )  # fmt: skip


def _actor(actor: str, name: str | None) -> ActorOut:
    kind, _, id_ = actor.partition(":")
    return ActorOut(kind=kind, id=id_ or None, name=name)


async def read_run(connection: Any, run_id: int, *, items: bool, locale: str) -> RunView:
    """A run with its counts, and with its first results where asked."""
    work = UnitOfWork(connection)
    rows = await work.fetch(SQL.read_run, run_id=run_id)
    if not rows:
        raise DanshuError("actions.no_run", "There is no such run.", "See the list of runs.", status=404)
    view = _view(rows[0])
    if items:
        found = await work.fetch(SQL.read_items, run_id=run_id, outcome=None, after=-1, row_count_max=_ITEMS_MAX)
        view.items = [_item(row, locale) for row in found]
    return view


def _item(row: tuple[Any, ...], locale: str) -> ItemView:
    return ItemView(
        id=str(row[1]), number=row[2] or "", outcome=row[3], code=row[4], why=_why(row[4], locale), version=row[5]
    )


_WHY_ZH = {
    "actions.conflict": "订单已被修改，请刷新后重试",
    "actions.state": "当前状态不允许此操作",
    "actions.held": "订单被锁定，请先解除",
    "actions.not_released": "还没有可发的商品",
    "actions.hold_has_cause": "锁单原因未消除，消除后自动解除",
    "actions.no_undo": "此操作不能撤销",
    "actions.undo_late": "已有后续操作，不能撤销",
    "orders.not_found": "没有这个订单",
    "stock.claimed": "数量已被订单占用",
    "stock.not_frozen": "冻结数量不足",
    "actions.no_such_sku": "没有这个 SKU",
    "actions.no_such_warehouse": "没有这个仓库",
    "actions.merge_receiver": "收货人不同，不能合单",
    "actions.merge_one": "至少选择两个订单",
    "orders.too_many_cancelled": "可取消数量不足",
}
_WHY_EN = {
    "actions.conflict": "The order has changed; refresh and try again",
    "actions.state": "Not possible in this state",
    "actions.held": "The order is held; release it first",
    "actions.not_released": "Nothing is at a warehouse yet",
    "actions.hold_has_cause": "The hold ends when its cause ends",
    "actions.no_undo": "This action can't be undone",
    "actions.undo_late": "Something followed already",
    "orders.not_found": "There is no such order",
    "stock.claimed": "Units are claimed by orders",
    "stock.not_frozen": "Fewer units are frozen",
    "actions.no_such_sku": "There is no such SKU",
    "actions.no_such_warehouse": "There is no such warehouse",
    "actions.merge_receiver": "The receivers differ",
    "actions.merge_one": "Select two or more orders",
    "orders.too_many_cancelled": "Fewer units can be cancelled",
}


def _why(code: str | None, locale: str) -> str | None:
    return None if code is None else (_WHY_ZH if locale == "zh-CN" else _WHY_EN).get(code, code)


def _may_see(caller: Caller, by: ActorOut) -> None:
    if caller.actor != f"{by.kind}:{by.id}" and not caller.may("setup.manage"):
        raise DanshuError("actions.no_run", "There is no such run.", "See the list of runs.", status=404)


@router.get("/v1/action-runs", operation_id="listRuns")
async def list_runs(
    caller: SignedIn,
    connection: Connection,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=100)] = None,
) -> RunList:
    """One's own runs, newest first; who manages the set-up sees all."""
    actor = None if caller.may("setup.manage") else caller.actor
    rows = await UnitOfWork(connection).fetch(
        SQL.list_runs, actor=actor, before=read_cursor(cursor), row_count_max=limit + 1
    )
    more = write_cursor(rows[limit - 1][0]) if len(rows) > limit else None
    return RunList(items=[_view(row) for row in rows[:limit]], next_cursor=more)


@router.get("/v1/action-runs/{run_id}", operation_id="getRun")
async def get_run(
    run_id: Annotated[str, Path(pattern=r"^[0-9]{1,18}$")], caller: SignedIn, connection: Connection, request: Request
) -> RunView:
    """Progress and counts of a run."""
    view = await read_run(connection, number(run_id), items=False, locale=language(request))
    _may_see(caller, view.by)
    return view


@router.get("/v1/action-runs/{run_id}/items", operation_id="listRunItems")
async def list_run_items(
    run_id: Annotated[str, Path(pattern=r"^[0-9]{1,18}$")],
    caller: SignedIn,
    connection: Connection,
    request: Request,
    outcome: Annotated[Outcome | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=100)] = None,
) -> ItemList:
    """What became of each record of a run."""
    view = await read_run(connection, number(run_id), items=False, locale=language(request))
    _may_see(caller, view.by)
    after = read_cursor(cursor)
    work = UnitOfWork(connection)
    rows = await work.fetch(
        SQL.read_items,
        run_id=number(run_id),
        outcome=outcome,
        after=min(-1 if after is None else after, 2_000_000_000),
        row_count_max=limit + 1,
    )
    locale = language(request)
    items = [_item(row, locale) for row in rows]
    more = write_cursor(rows[limit - 1][0]) if len(rows) > limit else None
    return ItemList(items=items[:limit], next_cursor=more)
