"""What a person may do to stock; each is a ledger entry with its reason, and is undone by a compensating one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Protocol

import msgspec

from danshu.ground.actions.model import Action, Params, number, refuse, text, words

if TYPE_CHECKING:
    from danshu.domain.catalog.model import SkuRef
    from danshu.domain.inventory.rules import StockBook

_QTY_MAX = 100_000_000


class Batch(Protocol):
    """What a stock action sees of a pass: the locked balances, and the SKUs that its rows name."""

    @property
    def book(self) -> StockBook: ...

    @property
    def skus(self) -> dict[str, SkuRef]: ...


class StockRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One SKU at one warehouse. `qty` is units, signed for adjustments, the counted number for counts."""

    sku: Annotated[str, text("SKU", "SKU", min_length=1, max_length=100, widget="sku")]
    warehouse_id: Annotated[int, number("仓库", "Warehouse", widget="warehouse")]
    qty: Annotated[int, number("数量", "Quantity", ge=-_QTY_MAX, le=_QTY_MAX)]


class StockParams(Params):
    rows: Annotated[list[StockRow], words("明细", "Rows", widget="stock_rows")]
    reason: Annotated[str, text("原因", "Reason", max_length=300)] = ""


class ReasonedParams(StockParams):
    reason: Annotated[str, text("原因", "Reason", min_length=1, max_length=300)]


Change = dict[str, Any]


def receive(batch: Batch, row: StockRow, params: StockParams) -> Change | None:
    _positive(row)
    sku_id = batch.skus[row.sku].id
    batch.book.receive(sku_id, row.warehouse_id, row.qty, reason=params.reason or None)
    return _done(row, sku_id, row.qty)


def adjust(batch: Batch, row: StockRow, params: StockParams) -> Change | None:
    if row.qty == 0:
        return None
    sku_id = batch.skus[row.sku].id
    batch.book.adjust(sku_id, row.warehouse_id, row.qty, reason=params.reason)
    return _done(row, sku_id, row.qty)


def count(batch: Batch, row: StockRow, params: StockParams) -> Change | None:
    """A count that agrees is kept too: stock accuracy is the share of counts that agree."""
    if row.qty < 0:
        raise refuse("bad_count", f"A count of SKU {row.sku} can't be {row.qty}.", "Give what is there, 0 or more.")
    sku_id = batch.skus[row.sku].id
    delta = row.qty - batch.book.node(sku_id, row.warehouse_id).on_hand
    batch.book.adjust(sku_id, row.warehouse_id, delta, reason=params.reason, kind="count")
    return _done(row, sku_id, delta)


def freeze(batch: Batch, row: StockRow, params: StockParams) -> Change | None:
    _positive(row)
    sku_id = batch.skus[row.sku].id
    batch.book.freeze(sku_id, row.warehouse_id, row.qty, reason=params.reason)
    return _done(row, sku_id, row.qty)


def unfreeze(batch: Batch, row: StockRow, params: StockParams) -> Change | None:
    _positive(row)
    sku_id = batch.skus[row.sku].id
    batch.book.unfreeze(sku_id, row.warehouse_id, row.qty, reason=params.reason)
    return _done(row, sku_id, row.qty)


def undo_quantity(batch: Batch, row: StockRow, undo: Change) -> None:
    """The compensating entry of a receipt, an adjustment or a count."""
    batch.book.adjust(undo["sku_id"], undo["warehouse_id"], -undo["delta"], reason="undo", kind="undo")


def undo_freeze(batch: Batch, row: StockRow, undo: Change) -> None:
    batch.book.unfreeze(undo["sku_id"], undo["warehouse_id"], undo["delta"], reason="undo")


def undo_unfreeze(batch: Batch, row: StockRow, undo: Change) -> None:
    batch.book.freeze(undo["sku_id"], undo["warehouse_id"], undo["delta"], reason="undo")


def _positive(row: StockRow) -> None:
    if row.qty <= 0:
        raise refuse("bad_quantity", f"The quantity of SKU {row.sku} is {row.qty}.", "Give 1 or more.")


def _done(row: StockRow, sku_id: int, delta: int) -> Change:
    return {"sku": row.sku, "sku_id": sku_id, "warehouse_id": row.warehouse_id, "delta": delta}


ACTIONS = (
    Action("stock.receive", "入库", "Receive", "stock.act", StockParams, receive, scope="stock", undo=undo_quantity),
    Action("stock.adjust", "调整库存", "Adjust", "stock.act", ReasonedParams, adjust, scope="stock", undo=undo_quantity),
    Action("stock.count", "盘点", "Count", "stock.act", ReasonedParams, count, scope="stock", undo=undo_quantity),
    Action("stock.freeze", "冻结", "Freeze", "stock.act", ReasonedParams, freeze, scope="stock", undo=undo_freeze),
    Action("stock.unfreeze", "解冻", "Unfreeze", "stock.act", ReasonedParams, unfreeze, scope="stock", undo=undo_unfreeze),
)  # fmt: skip
