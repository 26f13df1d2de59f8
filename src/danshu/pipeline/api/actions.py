"""Actions by HTTP: what there is, preview, apply, progress, undo."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from danshu.db.unit_of_work import UnitOfWork, transaction
from danshu.domain.inventory.actions import StockParams
from danshu.ground.accounts.api.access import Connection, Now, SignedIn, language
from danshu.ground.accounts.model import Caller
from danshu.ground.actions import store
from danshu.ground.actions.api import IdempotencyKey, Slot, once
from danshu.ground.actions.model import STATES, Action, read_params
from danshu.ground.contract.api import problems
from danshu.kernel.errors import DanshuError
from danshu.pipeline import actions
from danshu.pipeline.actions import ACTIONS, ItemResult, find_action
from danshu.pipeline.api import runs
from danshu.pipeline.api.runs import ItemView, RunView, number
from danshu.pipeline.passes import House
from danshu.views.workbench import select_orders

router = APIRouter(tags=["actions"])
router.include_router(runs.router)
AT_ONCE_MAX = 200
SELECTION_MAX = 100_000
_ID = r"^[0-9]{1,18}$"


class ActionView(BaseModel):
    """An action with its fields as JSON Schema (`x-zh`, `x-en`, `x-widget` are for forms) and where it is possible."""

    name: str
    title_zh: str
    title_en: str
    scope: Literal["order", "stock"]
    permission: str
    fields: dict[str, Any]
    undoable: bool
    bulk: bool
    grouped: bool
    danger: bool
    states: dict[str, Literal["allowed", "compensated", "refused"]]


class Selection(BaseModel):
    """Either ids or a filter of the order list; a filter is frozen to the orders that match now."""

    model_config = ConfigDict(extra="forbid")
    ids: list[Annotated[str, Field(pattern=_ID)]] | None = Field(default=None, max_length=10_000)
    filter: dict[str, Any] | None = None


class ActionRequest(BaseModel):
    """`versions` (id -> version) refuses orders that changed since they were seen, each as a conflict."""

    model_config = ConfigDict(extra="forbid")
    selection: Selection = Selection()
    params: dict[str, Any] = Field(default_factory=dict)
    versions: dict[Annotated[str, Field(pattern=_ID)], Annotated[int, Field(ge=0, le=2_000_000_000)]] | None = None


class PreviewItem(BaseModel):
    id: str
    number: str
    outcome: str
    why_code: str | None = None
    why: str | None = None
    version: int | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


class Preview(BaseModel):
    """What would happen. `items` are the first 200; `effects` count all previewed ones."""

    count: int
    previewed: int
    effects: dict[str, int]
    summary_zh: str
    summary_en: str
    items: list[PreviewItem]


@router.get("/v1/actions", operation_id="listActions")
async def list_actions(
    caller: SignedIn, scope: Annotated[Literal["order", "stock"] | None, Query()] = None
) -> list[ActionView]:
    """The actions that the caller may do."""
    return [
        ActionView(
            name=a.name, title_zh=a.title_zh, title_en=a.title_en, scope=a.scope, permission=a.permission,
            fields=a.schema(), undoable=a.undo is not None, bulk=a.bulk, grouped=a.grouped, danger=a.danger,
            states={state: a.access(state) for state in STATES} if a.scope == "order" else {},
        )
        for a in ACTIONS.values()
        if caller.may(a.permission) and (scope is None or a.scope == scope)
    ]  # fmt: skip


@router.post("/v1/actions/{name}/preview", operation_id="previewAction")
async def preview_action(
    name: Annotated[str, Path(max_length=60)],
    body: ActionRequest,
    caller: SignedIn,
    connection: Connection,
    request: Request,
) -> Preview:
    """Does the action in memory and throws it away."""
    action = _allowed(name, caller)
    params = read_params(action, body.params)
    house: House = request.app.state.house
    if isinstance(params, StockParams):
        results = await actions.apply_stock(
            connection, house, action, params, actor=caller.actor, scope=caller.warehouse_ids, store_results=None
        )
        effects = {
            "rows": sum(r.outcome == "ok" for r in results),
            "refused": sum(r.outcome == "refused" for r in results),
        }
        return _preview(action, len(results), results, effects)
    ids = await _ids(connection, house, body, caller, request)
    shown = ids if action.grouped else ids[:AT_ONCE_MAX]
    carried = await actions.preview(
        connection, house, action, params, shown, actor=caller.actor, scope=caller.warehouse_ids
    )
    return _preview(action, len(ids), carried.items, carried.effects)


def _preview(action: Action, count: int, results: list[ItemResult], effects: dict[str, int]) -> Preview:
    ok, refused = (sum(r.outcome == outcome for r in results) for outcome in ("ok", "refused"))
    units = effects.get("units_released", 0)
    of_zh, of_en = (f"（预览前 {len(results)} 笔，共 {count} 笔）", f" (of the first {len(results)}, {count} in all)")
    partly = count > len(results) > 0
    zh = (
        f"{action.title_zh} {ok} 笔"
        + (f"，释放 {units} 件库存" if units else "")
        + (f"，{refused} 笔不能处理" if refused else "")
        + (of_zh if partly else "")
    )
    en = (
        f"{action.title_en} {ok}"
        + (f", free {units} units" if units else "")
        + (f", {refused} refused" if refused else "")
        + (of_en if partly else "")
    )
    items = [
        PreviewItem(
            id=str(r.order_id), number=r.number, outcome=r.outcome, why_code=r.code, why=r.why,
            # The version that the caller may send back with the action: a carried-out change has raised it by one.
            version=r.version - 1 if r.version is not None and r.outcome == "ok" else r.version,
            before=r.before, after=r.after,
        )
        for r in results[:AT_ONCE_MAX]
    ]  # fmt: skip
    return Preview(count=count, previewed=len(results), effects=effects, summary_zh=zh, summary_en=en, items=items)


@router.post(
    "/v1/actions/{name}",
    operation_id="doAction",
    status_code=207,
    response_model=RunView,
    responses={202: {"model": RunView, "description": "Too many to wait for: follow the run."}, **problems(404, 409)},
)
async def do_action(
    name: Annotated[str, Path(max_length=60)], body: ActionRequest, caller: SignedIn, request: Request, now: Now,
    key: IdempotencyKey = None,
) -> Response:  # fmt: skip
    """Does the action: at once and with a result for each record up to 200, else as a run."""

    async def run(slot: Slot | None) -> Response:
        async with request.app.state.pool.connection() as connection:
            return _answer(*await _do(name, body, caller, connection, request, now))

    return await once(request, caller, key, await request.body(), run)


def _answer(status: int, view: RunView) -> Response:
    return Response(view.model_dump_json(), status, media_type="application/json")


async def _do(
    name: str, body: ActionRequest, caller: Caller, connection: Any, request: Request, now: datetime
) -> tuple[int, RunView]:
    action = _allowed(name, caller)
    params = read_params(action, body.params)
    house: House = request.app.state.house
    if isinstance(params, StockParams):
        return 207, await _do_stock(connection, house, action, params, body, caller, now)
    ids = await _ids(connection, house, body, caller, request)
    if not ids:
        raise DanshuError("actions.nothing", "The selection is empty.", "Select at least one order.", status=422)
    versions = {int(key): value for key, value in (body.versions or {}).items()}
    async with transaction(connection) as work:
        run_id = await store.create_run(
            work, action=name, actor=caller.actor, permissions=sorted(caller.permissions),
            warehouse_ids=caller.warehouse_ids, params=store.close_params(house.vault, action, body.params),
            items=[(i, versions.get(i)) for i in ids], at=now,
        )  # fmt: skip
    return await follow(connection, house, run_id, len(ids), language(request), grouped=action.grouped)


async def follow(
    connection: Any, house: House, run_id: int, total: int, locale: str, *, grouped: bool = False
) -> tuple[int, RunView]:
    """Does a small run now (207), and leaves a large one to the worker (202)."""
    if total > AT_ONCE_MAX and not grouped:
        return 202, await runs.read_run(connection, run_id, items=False, locale=locale)
    while await actions.run_batch(connection, house, run_id):
        pass
    return 207, await runs.read_run(connection, run_id, items=True, locale=locale)


async def _do_stock(
    connection: Any,
    house: House,
    action: Action,
    params: StockParams,
    body: ActionRequest,
    caller: Caller,
    now: datetime,
) -> RunView:
    made: list[int] = []

    async def keep(work: Any, results: list[ItemResult]) -> None:
        run_id = await store.create_run(
            work, action=action.name, actor=caller.actor, permissions=sorted(caller.permissions),
            warehouse_ids=caller.warehouse_ids, params=body.params, items=[(r.order_id, None) for r in results], at=now,
        )  # fmt: skip
        await work.flush()
        run = await store.lock_run(work, run_id)
        assert run is not None
        await store.finish_items(work, run, [store.Done(r.order_id, r.outcome, r.code, None, r.undo) for r in results])
        await store.close_run(work, run_id, added=len(results), finished=True, at=now)
        made.append(run_id)

    results = await actions.apply_stock(
        connection, house, action, params, actor=caller.actor, scope=caller.warehouse_ids, store_results=keep
    )
    view = await runs.read_run(connection, made[-1], items=False, locale=caller.locale)
    view.items = [
        ItemView(id=str(r.order_id), number=r.number, outcome=r.outcome, code=r.code, why=r.why, version=None)
        for r in results
    ]
    return view


@router.post(
    "/v1/action-runs/{run_id}/undo",
    operation_id="undoRun",
    status_code=207,
    response_model=RunView,
    responses={202: {"model": RunView, "description": "Too many to wait for: follow the run."}, **problems(404, 409)},
)
async def undo_run(
    run_id: Annotated[str, Path(pattern=_ID)], caller: SignedIn, request: Request, now: Now, key: IdempotencyKey = None
) -> Response:
    """Takes a run back by compensating changes. Records that changed since are listed as conflicts."""

    async def run(slot: Slot | None) -> Response:
        async with request.app.state.pool.connection() as connection:
            return _answer(*await _undo(int(run_id), caller, connection, request, now))

    return await once(request, caller, key, b"", run)


@router.post("/v1/action-runs/{run_id}/undo/preview", operation_id="previewUndo", responses=problems(404, 409))
async def preview_undo(
    run_id: Annotated[str, Path(pattern=_ID)], caller: SignedIn, connection: Connection, request: Request
) -> Preview:
    """What undoing the run would do now, for its last 200 records."""
    house: House = request.app.state.house
    async with transaction(connection) as work:
        run, action, todo = await _undoable(work, int(run_id), caller)
    if action.scope == "stock":
        return _preview(action, len(todo), [], {"rows": len(todo)})
    carried = await actions.preview_undo(
        connection, house, action, run, todo[:AT_ONCE_MAX], actor=caller.actor, scope=caller.warehouse_ids
    )
    return _preview(action, len(todo), carried.items, carried.effects)


async def _undoable(work: UnitOfWork, run_id: int, caller: Caller) -> tuple[store.Run, Action, list[store.ToDo]]:
    """The run, its action, and what is left to undo. Raises where there is nothing."""
    run = await store.lock_run(work, run_id)
    if run is None or not (caller.actor == run.actor or caller.may("setup.manage")):
        raise DanshuError("actions.no_run", "There is no such run.", "See the list of runs.", status=404)
    action = _allowed(run.action, caller)
    if action.undo is None or run.undo_of is not None:
        raise DanshuError(
            "actions.no_undo", f"{action.title_en} can't be undone.", "Use the opposite action.", status=409
        )
    items = await store.read_undoable(work, run.id)
    if not items:
        raise DanshuError(
            "actions.nothing_left", "Nothing of this run is left to undo.", "See its results.", status=409
        )
    return run, action, items


async def _undo(run_id: int, caller: Caller, connection: Any, request: Request, now: datetime) -> tuple[int, RunView]:
    house: House = request.app.state.house
    async with transaction(connection) as work:
        run, _, items = await _undoable(work, run_id, caller)
        new_id = await store.create_run(
            work, action=run.action, actor=caller.actor, permissions=sorted(caller.permissions),
            warehouse_ids=caller.warehouse_ids, params=run.params, items=[(i.order_id, i.version) for i in items],
            at=now, undo_of=run.id,
        )  # fmt: skip
    return await follow(connection, house, new_id, len(items), language(request))


def _allowed(name: str, caller: Caller) -> Action:
    action = find_action(name)
    if not caller.may(action.permission):
        raise DanshuError(
            "accounts.forbidden",
            f"This needs the permission {action.permission}.",
            "Ask somebody who manages users.",
            status=403,
        )
    return action


async def _ids(connection: Any, house: House, body: ActionRequest, caller: Caller, request: Request) -> list[int]:
    selection = body.selection
    if (selection.ids is None) == (selection.filter is None):
        raise DanshuError(
            "actions.bad_selection",
            "The selection has neither ids nor a filter, or both.",
            "Give one of them.",
            status=422,
        )
    if selection.ids is not None:
        return list(dict.fromkeys(number(i) for i in selection.ids))
    return await select_orders(
        connection, house.vault, selection.filter or {}, caller, now=house.clock.now(), limit=SELECTION_MAX
    )
