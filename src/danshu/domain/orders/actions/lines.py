"""Cancel an order or a line, change a line, add a gift: quantities change, claims follow, what was paid stays exact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from danshu.domain.orders.model import UNIT, Line
from danshu.domain.orders.rules import claims, messages
from danshu.ground.actions.model import Action, Params, everywhere, number, only, refuse, text

if TYPE_CHECKING:
    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch

_BEFORE_SHIPPING = only(pending_payment="allowed", paid="compensated", in_review="compensated", picking="compensated")


class CancelParams(Params):
    reason: Annotated[str, text("取消原因", "Reason", min_length=1)]


class CancelLineParams(Params):
    line_no: Annotated[int, number("行号", "Line", widget="line")]
    qty: Annotated[int, number("数量", "Quantity")]
    reason: Annotated[str, text("取消原因", "Reason")] = ""


class ChangeLineParams(Params):
    line_no: Annotated[int, number("行号", "Line", widget="line")]
    sku: Annotated[str, text("换成 SKU（留空不变）", "New SKU (empty = same)", max_length=100, widget="sku")] = ""
    qty: Annotated[int, number("数量（0 为不变）", "Quantity (0 = same)", ge=0)] = 0


class GiftParams(Params):
    sku: Annotated[str, text("赠品 SKU", "Gift SKU", min_length=1, max_length=100, widget="sku")]
    qty: Annotated[int, number("数量", "Quantity", le=1000)] = 1


def cancel(batch: Batch, order: Order, params: CancelParams) -> dict[str, Any] | None:
    """A late cancel does not take back what has left: it raises an intercept."""
    before = {str(line.line_no): line.cancelled_qty for line in order.lines}
    shipped = any(line.shipped_qty for line in order.lines)
    if (
        shipped
        and not any(line.open_qty > line.shipped_qty for line in order.stocked_lines())
        and order.open_hold("intercept")
    ):
        return None
    if shipped and order.delivered_at is not None:
        raise refuse("delivered", f"Order {order.number} has reached its buyer.", "Open a return instead.")
    messages.cancel(batch, order, params.reason)
    return {"cancelled": before, "shipped": shipped}


def undo_cancel(batch: Batch, order: Order, undo: dict[str, Any]) -> None:
    """Takes the cancellation back: the units are wanted again and are reserved anew."""
    if undo["shipped"]:
        raise refuse(
            "undo_late", f"Order {order.number} had shipped units when it was cancelled.", "Talk to the courier."
        )
    for line in order.lines:
        line.cancelled_qty = undo["cancelled"].get(str(line.line_no), 0)
    if order.closed_at is not None:
        order.released_at, order.picking_at = None, None
    order.closed_at, order.close_reason = None, None
    order.stage, order.run_at = "reservation", batch.at
    batch.step(order, "order.undone", action="order.cancel")


def cancel_line(batch: Batch, order: Order, params: CancelLineParams) -> dict[str, Any] | None:
    line = _line(order, params.line_no)
    if line.parent_line_no is not None:
        raise refuse("part_of_bundle", f"Line {line.line_no} belongs to a bundle.", "Cancel the bundle's own line.")
    before = {str(one.line_no): one.cancelled_qty for one in order.lines}
    claims.cancel_units(batch, order, line, params.qty, params.reason or "cancelled by hand")
    batch.step(order, "order.edited", what="cancel_line", line_no=line.line_no, units=params.qty, why=params.reason)
    if all(one.open_qty <= 0 for one in order.stocked_lines()):
        order.closed_at, order.close_reason = batch.at, params.reason or "cancelled by hand"
        order.stage, order.run_at = "done", None
    return {"cancelled": before, "shipped": False}


def change_line(batch: Batch, order: Order, params: ChangeLineParams) -> dict[str, Any] | None:
    """Another SKU or quantity. What the buyer paid for the line stays; its units share it anew."""
    line = _line(order, params.line_no)
    if line.kind != UNIT:
        raise refuse(
            "part_of_bundle", f"Line {line.line_no} is or belongs to a bundle.", "Cancel it and add lines instead."
        )
    if line.shipped_qty:
        raise refuse("line_shipped", f"Line {line.line_no} is shipped in part.", "Split the rest off first.")
    sku = batch.skus.get(params.sku) if params.sku else None
    if params.sku and (sku is None or sku.is_bundle):
        raise refuse("no_such_sku", f"There is no single SKU “{params.sku}”.", "Choose one of the list.")
    qty = params.qty or line.open_qty
    same_sku = sku is None or sku.id == line.sku_id
    if same_sku and qty == line.open_qty:
        return None
    before = {
        "line_no": line.line_no, "sku_id": line.sku_id, "title": line.title, "qty": line.qty,
        "changed": line.line_no in (order.related or {}).get("changed_lines", []),
    }  # fmt: skip
    claims.unreserve_line(batch, order, line, line.reserved_qty, "line changed")
    if sku is not None and not same_sku:
        line.sku_id, line.title = sku.id, sku.name
    line.qty = qty + line.cancelled_qty
    _note_changed(order, line_no=line.line_no, changed=True)
    batch.release_hold(order, "quantity.merged", batch.actor, "quantities set by hand")
    _claim_anew(batch, order)
    batch.step(order, "order.edited", what="change_line", before=before, after={"sku_id": line.sku_id, "qty": line.qty})
    return {"before": before, "sku_ids": [] if before["sku_id"] is None else [before["sku_id"]]}


def undo_change_line(batch: Batch, order: Order, undo: dict[str, Any]) -> None:
    before = undo["before"]
    line = _line(order, before["line_no"])
    claims.unreserve_line(batch, order, line, line.reserved_qty, "change undone")
    line.sku_id, line.title, line.qty = before["sku_id"], before["title"], before["qty"]
    _note_changed(order, line_no=line.line_no, changed=before["changed"])
    _claim_anew(batch, order)
    batch.step(order, "order.undone", action="order.change_line")


def gift_line(batch: Batch, order: Order, params: GiftParams) -> dict[str, Any] | None:
    sku = batch.skus.get(params.sku)
    if sku is None or sku.is_bundle:
        raise refuse("no_such_sku", f"There is no single SKU “{params.sku}”.", "Choose one of the list.")
    line_no = max((line.line_no for line in order.lines), default=0) + 1
    order.lines.append(
        Line(
            line_no, UNIT, None, sku.id, None, params.sku, sku.name, None, params.qty, 0, 0, 0, 0, True, order.placed_at
        )
    )
    _claim_anew(batch, order)
    batch.step(order, "order.edited", what="gift_line", sku=params.sku, units=params.qty)
    return {"line_no": line_no}


def undo_gift(batch: Batch, order: Order, undo: dict[str, Any]) -> None:
    line = _line(order, undo["line_no"])
    claims.cancel_units(batch, order, line, line.open_qty - line.shipped_qty, "gift undone")
    _claim_anew(batch, order)
    batch.step(order, "order.undone", action="order.gift_line")


def _note_changed(order: Order, *, line_no: int, changed: bool) -> None:
    """Later messages of the channel do not set the quantity of a line back that a person has set."""
    related = dict(order.related or {})
    lines = sorted(set(related.pop("changed_lines", [])) - {line_no} | ({line_no} if changed else set()))
    if lines:
        related["changed_lines"] = lines
    order.related = related or None


def _claim_anew(batch: Batch, order: Order) -> None:
    """What a changed line lacks is claimed in the same pass; the warehouses gave their units back before."""
    if order.stage in ("promise", "screening", "sourcing", "release"):
        order.stage, order.run_at = "reservation", batch.at


def _line(order: Order, line_no: int) -> Line:
    line = order.line(line_no)
    if line is None:
        raise refuse("no_such_line", f"Order {order.number} has no line {line_no}.", "Choose one of its lines.")
    return line


def _before_sourcing(order: Order, params: object) -> str:
    """Warehouses give the units back before a line changes; afterwards the order is reserved and sourced anew."""
    return "sourcing"


ACTIONS = (
    Action("order.cancel", "取消订单", "Cancel", "orders.act", CancelParams, cancel, undo=undo_cancel, danger=True,
           states=everywhere("compensated", pending_payment="allowed", completed="refused", closed="refused")),
    Action("order.cancel_line", "取消商品", "Cancel line", "orders.act", CancelLineParams, cancel_line, undo=undo_cancel,
           danger=True, bulk=False, states={**_BEFORE_SHIPPING, "shipped": "refused"}),
    Action("order.change_line", "换货改数", "Change line", "orders.act", ChangeLineParams, change_line,
           undo=undo_change_line, undo_rewind="sourcing", rewind=_before_sourcing, bulk=False,
           states=_BEFORE_SHIPPING),
    Action("order.gift_line", "添加赠品", "Add gift", "orders.act", GiftParams, gift_line, undo=undo_gift,
           undo_rewind="sourcing", rewind=_before_sourcing, states=_BEFORE_SHIPPING),
)  # fmt: skip
