"""Stock actions: rows of SKU, warehouse and quantity instead of orders, all in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from danshu.db.unit_of_work import UnitOfWork, transaction
from danshu.domain.catalog import store as catalog
from danshu.domain.inventory import store as inventory
from danshu.ground.actions import store
from danshu.ground.actions.model import refuse
from danshu.kernel.errors import DanshuError
from danshu.pipeline import passes
from danshu.pipeline.model import ItemResult, RefusedError, RollbackError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from danshu.db.pool import Connection
    from danshu.domain.inventory.actions import StockParams, StockRow
    from danshu.domain.orders.rules.batch import Batch
    from danshu.ground.actions.model import Action, Result
    from danshu.ground.actions.store import Run, ToDo
    from danshu.pipeline.passes import House


async def apply_stock(
    connection: Connection, house: House, action: Action, params: StockParams, *, actor: str, scope: Sequence[int] | None,
    store_results: Callable[[UnitOfWork, list[ItemResult]], Any] | None,
) -> list[ItemResult]:  # fmt: skip
    """Carries a stock action out, all rows or those that do not refuse; without `store_results` it is a preview."""
    refused: dict[int, DanshuError] = {}
    while True:
        try:
            async with transaction(connection) as work:
                results = await _stock_rows(work, house, action, params, refused, actor=actor, scope=scope)
                if store_results is None:
                    raise RollbackError
                await store_results(work, results)
        except RefusedError as refusal:
            refused.update(dict.fromkeys(refusal.record_ids, refusal.error))
            continue
        except RollbackError:
            return results
        return results


async def _stock_rows(
    work: UnitOfWork, house: House, action: Action, params: StockParams, refused: Mapping[int, DanshuError], *, actor: str,
    scope: Sequence[int] | None,
) -> list[ItemResult]:  # fmt: skip
    batch = await passes.open_batch(work, house, actor)
    codes = sorted({row.sku for row in params.rows})
    batch.skus = {key[1]: ref for key, ref in (await catalog.resolve(work, [(0, code) for code in codes])).items()}
    ids = [ref.id for ref in batch.skus.values() if not ref.is_bundle]
    for warehouse_id in sorted({row.warehouse_id for row in params.rows} & set(batch.reference.warehouses)):
        await inventory.create(work, ids, warehouse_id)
    await inventory.lock(work, batch.book, ids)
    results = []
    for position, row in enumerate(params.rows):
        error = refused.get(position) or _row_error(batch, row, scope)
        if error is not None:
            results.append(ItemResult(position, row.sku, "refused", error.code, f"{error.what} {error.mend}"))
            continue
        before = _levels(batch, row)
        try:
            undo = action.apply(batch, row, params)
        except DanshuError as failure:
            raise RefusedError([position], failure) from failure
        outcome: Result = "no_change" if undo is None else "ok"
        results.append(ItemResult(position, row.sku, outcome, before=before, after=_levels(batch, row), undo=undo))
    inventory.write(work, batch.book)
    return results


def _row_error(batch: Batch, row: StockRow, scope: Sequence[int] | None) -> DanshuError | None:
    ref = batch.skus.get(row.sku)
    if ref is None or ref.is_bundle:
        return refuse(
            "no_such_sku",
            f"There is no single SKU “{row.sku}”.",
            "Bundles have no stock of their own; name their components.",
        )
    if row.warehouse_id not in batch.reference.warehouses or (scope is not None and row.warehouse_id not in scope):
        return refuse("no_such_warehouse", f"There is no warehouse {row.warehouse_id}.", "Choose one of the list.")
    return None


def _levels(batch: Batch, row: StockRow) -> dict[str, int]:
    sku_id = batch.skus[row.sku].id
    node, pool = batch.book.node(sku_id, row.warehouse_id), batch.book.pool(sku_id)
    return {"on_hand": node.on_hand, "allocated": node.allocated, "frozen": node.frozen, "available": pool.available}


async def undo_stock(work: UnitOfWork, house: House, action: Action, run: Run, todo: Sequence[ToDo]) -> None:
    """Writes the compensating entries of a stock action, row by row; a row whose units are claimed by now refuses."""
    assert action.undo is not None
    batch = await passes.open_batch(work, house, run.actor)
    await inventory.lock(work, batch.book, [one.undo["sku_id"] for one in todo if one.undo])
    done = []
    for one in todo:
        try:
            action.undo(batch, None, one.undo or {})
        except DanshuError as error:
            done.append(store.Done(one.position, "refused", error.code, None, None))
        else:
            done.append(store.Done(one.position, "ok", None, None, None))
    inventory.write(work, batch.book)
    await store.finish_items(work, run, done)
