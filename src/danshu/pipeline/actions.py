"""Carries actions out: preview without writing, apply with versions, undo as a compensating action.

A batch of records is one transaction. A record that refuses is left out and the others are done; the batch is loaded
anew for that, so that a refusal never leaves half a change.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from danshu.db.unit_of_work import UnitOfWork, transaction
from danshu.domain.catalog import store as catalog
from danshu.domain.customers import store as customers
from danshu.domain.inventory import actions as stock_actions
from danshu.domain.orders import actions as order_actions
from danshu.domain.orders.model import Contact, Order
from danshu.ground.accounts.store import permissions_of_actor
from danshu.ground.actions import store
from danshu.ground.actions.model import Action, Params, Result, read_params, refuse
from danshu.kernel.errors import DanshuError
from danshu.pipeline import passes
from danshu.pipeline.journey import carry_on, finish, rewind
from danshu.pipeline.model import Carried, ItemResult, RefusedError, RollbackError
from danshu.pipeline.runner import DATA_ERRORS
from danshu.pipeline.stock_actions import apply_stock, undo_stock
from danshu.pipeline.store import paused_stages
from danshu.stages.shipping import actions as shipping_actions
from danshu.stages.tracking import actions as tracking_actions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from danshu.db.pool import Connection
    from danshu.domain.orders.rules.batch import Batch
    from danshu.ground.actions.store import Run, ToDo
    from danshu.pipeline.passes import House

log = logging.getLogger("danshu.actions")
__all__ = [
    "ACTIONS", "Carried", "ItemResult", "apply_batch", "apply_stock", "find_action", "in_scope", "look", "preview",
    "run_batch",
]  # fmt: skip

ACTIONS: dict[str, Action] = {
    action.name: action
    for action in (
        *order_actions.ACTIONS, *shipping_actions.ACTIONS, *tracking_actions.ACTIONS, *stock_actions.ACTIONS,
    )
}  # fmt: skip
BATCH_SIZE_MAX = 200
_PREVIEW_ITEMS_MAX = 200


def find_action(name: str) -> Action:
    """Raises `actions.unknown`."""
    action = ACTIONS.get(name)
    if action is None:
        raise DanshuError("actions.unknown", f"There is no action {name}.", "See GET /v1/actions.", status=404)
    return action


async def preview(
    connection: Connection, house: House, action: Action, params: Params, order_ids: Sequence[int], *,
    actor: str, scope: Sequence[int] | None,
) -> Carried:  # fmt: skip
    """Does the action in memory on locked rows and throws the changes away."""
    todo = [store.ToDo(n, order_id, None) for n, order_id in enumerate(order_ids)]
    return await _settle(connection, house, action, params, todo, actor=actor, scope=scope, write=None)


async def preview_undo(
    connection: Connection, house: House, action: Action, run: Run, todo: Sequence[ToDo], *, actor: str,
    scope: Sequence[int] | None,
) -> Carried:  # fmt: skip
    """Takes a run back in memory and throws the changes away."""
    params = read_params(action, store.open_params(house.vault, run.params))
    return await _settle(connection, house, action, params, todo, actor=actor, scope=scope, write=None, undoing=True)


async def apply_batch(
    connection: Connection, house: House, action: Action, params: Params, run: Run, todo: Sequence[ToDo], *, actor: str
) -> Carried:
    """Does the action on one batch of a run and stores its results in the same transaction."""

    async def write(work: UnitOfWork, carried: Carried) -> None:
        by_id = {item.order_id: item for item in carried.items}
        await store.finish_items(
            work,
            run,
            [
                store.Done(t.position, (r := by_id[t.order_id]).outcome, r.code, r.version, r.undo)
                for t in todo
                if t.order_id in by_id
            ],
        )

    return await _settle(
        connection,
        house,
        action,
        params,
        todo,
        actor=actor,
        scope=run.warehouse_ids,
        write=write,
        undoing=run.undo_of is not None,
    )


async def _settle(
    connection: Connection, house: House, action: Action, params: Params, todo: Sequence[ToDo], *, actor: str,
    scope: Sequence[int] | None, write: Any, undoing: bool = False,
) -> Carried:  # fmt: skip
    """Tries the batch; each record that refuses half-way is left out and the rest is tried again."""
    refused: dict[int, DanshuError] = {}
    while True:
        try:
            async with transaction(connection) as work:
                batch = await _load(work, house, action, params, todo, actor=actor)
                results = _carry(batch, action, params, todo, refused, scope=scope, undoing=undoing)
                paused = await paused_stages(work)
                carry_on(batch, paused)
                finish(batch)
                carried = Carried([_with_after(batch, r) for r in results], _effects(batch, results))
                if write is None:
                    raise RollbackError
                await passes.write_batch(work, house, batch)
                await write(work, carried)
        except RefusedError as refusal:
            refused.update(dict.fromkeys(refusal.record_ids, refusal.error))
            continue
        except RollbackError:
            return carried
        return carried


async def _load(
    work: UnitOfWork, house: House, action: Action, params: Params, todo: Sequence[ToDo], *, actor: str
) -> Batch:
    batch = await passes.open_batch(work, house, actor)
    await passes.load_orders(work, batch, [t.order_id for t in todo])
    if action.grouped:
        related = {r["id"] for o in batch.orders.values() for r in (o.related or {}).get("merged", [])}
        await passes.load_orders(work, batch, related - set(batch.orders))
    if action.needs_contact and batch.orders:
        for order_id, row in (await customers.read(work, sorted(batch.orders))).items():
            batch.orders[order_id].contact = Contact(house.vault.open_json(row[0]), *row)
    code = getattr(params, "sku", "")
    if code:
        found = await catalog.resolve(work, [(0, code)])
        batch.skus = {key[1]: ref for key, ref in found.items()}
    undone = [sku_id for one in todo for sku_id in (one.undo or {}).get("sku_ids", [])]
    await passes.lock_stock(work, batch, [*(ref.id for ref in batch.skus.values()), *undone])
    await passes.take_ids(work, house, batch, len(batch.orders) * (1 + action.new_orders))
    return batch


def _carry(
    batch: Batch, action: Action, params: Params, todo: Sequence[ToDo], refused: Mapping[int, DanshuError], *,
    scope: Sequence[int] | None, undoing: bool,
) -> list[ItemResult]:  # fmt: skip
    results: list[ItemResult] = []
    able: list[tuple[ToDo, Order]] = []
    for one in todo:
        order = batch.orders.get(one.order_id)
        result = _check(batch, action, one, order, refused.get(one.order_id), scope, undoing=undoing)
        if result is not None:
            results.append(result)
        elif order is not None:
            able.append((one, order))
    if action.grouped and not undoing:
        results.extend(_group(batch, action, params, [order for _, order in able]))
        return results
    for one, order in able:
        before = look(order)
        entries = len(batch.book.entries)
        try:
            undo = _do(batch, action, params, one, order, undoing=undoing)
        except DanshuError as error:
            if order.id in batch.touched or len(batch.book.entries) > entries:
                raise RefusedError([order.id], error) from error
            # It refused before it changed anything, so that the others need not be read and done again.
            results.append(_refusal(order, error))
            continue
        outcome: Result = "no_change" if undo is None else "ok"
        results.append(ItemResult(order.id, order.number, outcome, before=before, undo=undo))
    return results


def _do(
    batch: Batch, action: Action, params: Params, one: ToDo, order: Order, *, undoing: bool
) -> dict[str, Any] | None:
    if undoing:
        assert action.undo is not None
        if action.undo_rewind and order.stage != "done":
            rewind(batch, order, action.undo_rewind, f"undo of {action.name}")
        action.undo(batch, order, one.undo or {})
        return {}
    _go_back(batch, action, params, order)
    return action.apply(batch, order, params)


def _go_back(batch: Batch, action: Action, params: Params, order: Order) -> None:
    """Stages behind the order back out before the action changes it, where the action says so."""
    to = action.rewind(order, params) if action.rewind else None
    if to is not None and order.stage not in ("done", "tracking", "settlement"):
        rewind(batch, order, to, action.name)


def _group(batch: Batch, action: Action, params: Params, orders: list[Order]) -> list[ItemResult]:
    if not orders:
        return []
    before = {order.id: look(order) for order in orders}
    try:
        for order in orders:
            _go_back(batch, action, params, order)
        undo = action.apply(batch, orders, params)
    except DanshuError as error:
        # All or none: what is left of a group would be another group than the one that was asked for.
        raise RefusedError([order.id for order in orders], error) from error
    outcome: Result = "no_change" if undo is None else "ok"
    return [ItemResult(order.id, order.number, outcome, before=before[order.id]) for order in orders]


def _check(
    batch: Batch, action: Action, one: ToDo, order: Order | None, earlier: DanshuError | None, scope: Sequence[int] | None, *,
    undoing: bool,
) -> ItemResult | None:  # fmt: skip
    """Why the record is left out, or None."""
    if order is None or not in_scope(order, scope):
        return ItemResult(one.order_id, "", "refused", "orders.not_found", f"There is no order {one.order_id}.")
    if earlier is not None:
        return _refusal(order, earlier)
    if one.version is not None and one.version != order.version:
        why = f"Order {order.number} has changed since (version {order.version}, not {one.version})."
        return ItemResult(order.id, order.number, "conflict", "actions.conflict", why, order.version)
    if undoing and action.undo is None:
        error = refuse("no_undo", f"{action.title_en} can't be undone.", "Use the opposite action.")
    elif undoing or action.access(order.state) != "refused":
        return None
    else:
        error = refuse(
            "state",
            f"{action.title_en} is not possible while order {order.number} is {order.state}.",
            "See the table of states.",
        )
    return _refusal(order, error)


def _refusal(order: Order, error: DanshuError) -> ItemResult:
    return ItemResult(
        order.id, order.number, "refused", error.code, f"{error.what} {error.mend}".strip(), order.version
    )


def in_scope(order: Order, scope: Sequence[int] | None) -> bool:
    """Whether a person who sees only these warehouses sees the order."""
    return scope is None or any(warehouse_id in scope for warehouse_id in order.warehouse_ids)


def look(order: Order) -> dict[str, Any]:
    """What a person sees of an order before and after an action."""
    return {
        "state": order.state,
        "holds": sorted({hold.code for hold in order.holds if hold.released_at is None}),
        "units": order.unit_qty,
        "shipped": order.shipped_qty,
        "total_minor": order.total_minor,
        "tags": list(order.tags),
        "priority": order.priority,
        "warehouse_ids": list(order.warehouse_ids),
        "lines": [[line.line_no, line.sku_id, line.qty, line.cancelled_qty] for line in order.lines],
        "region": " ".join(filter(None, (order.province, order.city, order.district))),
    }


def _with_after(batch: Batch, result: ItemResult) -> ItemResult:
    order = batch.orders.get(result.order_id)
    if order is None or result.outcome not in ("ok", "no_change"):
        return result
    return ItemResult(
        result.order_id,
        result.number,
        result.outcome,
        result.code,
        result.why,
        order.version,
        result.before,
        look(order),
        result.undo,
    )


def _effects(batch: Batch, results: Sequence[ItemResult]) -> dict[str, int]:
    """Counts for "cancel 3 orders, free 7 units": net changes of claims and stock by the whole batch."""
    entries = batch.book.entries
    claimed = sum(entry.to_ship + entry.unpaid for entry in entries)
    shipped = -sum(entry.on_hand for entry in entries if entry.kind == "ship")
    return {
        "orders": sum(result.outcome == "ok" for result in results),
        "refused": sum(result.outcome == "refused" for result in results),
        "units_released": max(-claimed - shipped, 0),
        "units_reserved": max(claimed + shipped, 0),
        "units_shipped": shipped,
        "new_orders": sum(order.is_new for order in batch.orders.values()),
    }


async def run_batch(connection: Connection, house: House, run_id: int | None = None) -> bool:
    """Does the next batch of a waiting run, or of the given one. Gives whether there was anything to do."""
    async with transaction(connection) as work:
        run = await (store.claim_run(work) if run_id is None else store.lock_run(work, run_id))
        if run is None or run.state == "done":
            return False
        action = find_action(run.action)
        todo = await store.next_items(work, run, BATCH_SIZE_MAX if not action.grouped else 10_000)
        if todo and action.permission not in await permissions_of_actor(work, run.actor):
            # The right may be gone since the run was asked for: it counts what its caller may do now.
            refused = [store.Done(one.position, "refused", "accounts.forbidden", None, None) for one in todo]
            await store.finish_items(work, run, refused)
        elif todo and action.scope == "stock":
            await undo_stock(work, house, action, run, todo)
        elif todo:
            await _isolate(connection, house, action, run, todo)
        finished = run.done + len(todo) >= run.total
        await store.close_run(work, run.id, added=len(todo), finished=finished, at=house.clock.now())
    return True


async def _isolate(connection: Connection, house: House, action: Action, run: Run, todo: Sequence[ToDo]) -> None:
    """A record that can't be processed fails by itself; the others of its batch are done one by one."""
    try:
        params = read_params(action, store.open_params(house.vault, run.params))
        await apply_batch(connection, house, action, params, run, todo, actor=run.actor)
    except DATA_ERRORS as error:
        log.warning("%s: a batch of %d records was rolled back: %s", action.name, len(todo), type(error).__name__)
        if action.grouped or len(todo) == 1:
            failed = [store.Done(one.position, "failed", "actions.failed", None, None) for one in todo]
            async with transaction(connection) as work:
                await store.finish_items(work, run, failed)
            return
        for one in todo:
            await _isolate(connection, house, action, run, [one])
