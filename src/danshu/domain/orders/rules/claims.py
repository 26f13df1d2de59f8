"""How an order claims stock and gives it back: line quantities and the stock book always move together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.kernel.errors import DanshuError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.domain.fulfillment.model import FulfillmentOrder
    from danshu.domain.inventory.rules import StockBook
    from danshu.domain.orders.model import Line, Order
    from danshu.domain.orders.rules.batch import Batch


def is_paid(order: Order) -> bool:
    return order.payment in ("paid", "refunded")


def reserve(batch: Batch, order: Order) -> int:
    """Claims what the order still lacks, as far as there is any, and gives how many units stay short.

    Lines without a SKU claim nothing and are not counted: they have a hold of their own.
    """
    paid, short, got_total = is_paid(order), 0, 0
    for line in order.stocked_lines():
        lacking = line.short_qty
        if lacking <= 0 or line.sku_id is None:
            continue
        got = batch.book.reserve(line.sku_id, lacking, paid=paid, order_id=order.id, line_no=line.line_no)
        if got:
            line.reserved_qty += got
            line.reserved_at = line.reserved_at or batch.at
            got_total += got
        short += lacking - got
    if got_total:
        batch.step(order, "order.reserved", units=got_total, short=short)
    return short


def claim(batch: Batch, order: Order, source: str) -> None:
    """Claims what the order lacks and keeps its hold `stock.short` true: on while units lack, off when none do."""
    short = reserve(batch, order)
    if short:
        batch.hold(order, "stock.short", f"{short} unit{'s' if short > 1 else ''} short", source)
    else:
        batch.release_hold(order, "stock.short", source, "stock arrived")


def pay(batch: Batch, order: Order) -> None:
    """Turns the claims of an order that was unpaid until now into claims to ship."""
    for line in order.stocked_lines():
        if line.sku_id is not None and line.reserved_qty:
            batch.book.pay(line.sku_id, line.reserved_qty, order_id=order.id, line_no=line.line_no)


def unallocate_line(book: StockBook, order: Order, line: Line, qty: int) -> None:
    """Takes `qty` allocated units of a line back from its open fulfillment orders, the latest first."""
    left = qty
    for fulfillment in reversed(order.fulfillments):
        planned = fulfillment.line(line.line_no) if fulfillment.is_open else None
        if left <= 0 or planned is None or line.sku_id is None:
            continue
        part = min(left, planned.open_qty)
        book.deallocate(line.sku_id, fulfillment.warehouse_id, part, order_id=order.id, line_no=line.line_no)
        planned.qty -= part
        line.allocated_qty -= part
        if fulfillment.state != "planned":
            line.released_qty -= part
        if fulfillment.state == "picking":
            line.picking_qty -= part
        left -= part
        _close_if_empty(fulfillment, book)
    if left > 0:
        raise DanshuError(
            "orders.allocation_missing",
            f"Line {line.line_no} of order {order.number} has {left} allocated units that no fulfillment order holds.",
            "Run `danshu verify` and mend the row that it names.",
            status=500,
        )


def _close_if_empty(fulfillment: FulfillmentOrder, book: StockBook) -> None:
    if all(line.open_qty == 0 for line in fulfillment.lines):
        if any(line.shipped_qty for line in fulfillment.lines):
            fulfillment.state = "shipped"
            fulfillment.shipped_at = fulfillment.shipped_at or book.at
        else:
            fulfillment.state = "cancelled"
            fulfillment.cancelled_at = book.at


def unreserve_line(batch: Batch, order: Order, line: Line, qty: int, reason: str) -> None:
    """Gives `qty` claimed units of a line back: first those that no node holds, then allocated ones."""
    unplaced = line.reserved_qty - line.allocated_qty
    if qty > unplaced:
        unallocate_line(batch.book, order, line, qty - unplaced)
    if line.sku_id is not None and qty:
        batch.book.unreserve(
            line.sku_id, qty, paid=is_paid(order), order_id=order.id, line_no=line.line_no, reason=reason
        )
        line.reserved_qty -= qty


def unreserve(batch: Batch, order: Order, reason: str) -> int:
    """Gives back all that the order claims and has not shipped; gives the number of units."""
    units = 0
    for line in order.stocked_lines():
        units += line.reserved_qty
        unreserve_line(batch, order, line, line.reserved_qty, reason)
    if units:
        batch.step(order, "order.unreserved", units=units, why=reason)
    return units


def cancel_units(batch: Batch, order: Order, line: Line, qty: int, reason: str) -> None:
    """Cancels units that were not shipped. A bundle as sold takes its components along.

    Raises `orders.too_many_cancelled` when fewer are open.
    """
    open_qty = cancellable(order, line)
    if qty > open_qty:
        raise DanshuError(
            "orders.too_many_cancelled",
            f"Line {line.line_no} of order {order.number} has {open_qty} units that are not shipped, {qty} were to be cancelled.",
            "Cancel at most what is not shipped; for the rest open a return.",
            status=409,
        )
    for component in order.lines:
        if component.parent_line_no == line.line_no:
            each = component.qty // line.qty if line.qty else 0
            cancel_units(
                batch,
                order,
                component,
                min(each * qty, component.qty - component.cancelled_qty - component.shipped_qty),
                reason,
            )
    line.cancelled_qty += qty
    excess = -line.short_qty
    if line.is_stocked and excess > 0:
        unreserve_line(batch, order, line, excess, reason)


def cancel_open(batch: Batch, order: Order, reason: str, lines: Sequence[Line] | None = None) -> int:
    """Cancels every unit of the order, or of these lines, that was not shipped; gives how many claimed units that freed."""
    about = order.lines if lines is None else lines
    claimed = sum(line.reserved_qty for line in about)
    for line in about:
        if line.parent_line_no is None:
            open_qty = cancellable(order, line)
            if open_qty > 0:
                cancel_units(batch, order, line, open_qty, reason)
    for line in about:
        rest = line.qty - line.cancelled_qty - line.shipped_qty
        if line.parent_line_no is not None and rest > 0:
            cancel_units(batch, order, line, rest, reason)
    return claimed


def cancellable(order: Order, line: Line) -> int:
    """Units of a line that may still be cancelled; a bundle counts as gone once a component has left."""
    return line.qty - line.cancelled_qty - (line.shipped_qty if line.is_stocked else _bundles_shipped(order, line))


def _bundles_shipped(order: Order, bundle: Line) -> int:
    """How many bundles are touched by shipped components; these can't be cancelled as a whole."""
    touched = 0
    for line in order.lines:
        if line.parent_line_no == bundle.line_no and line.shipped_qty and bundle.qty:
            each = max(line.qty // bundle.qty, 1)
            touched = max(touched, -(-line.shipped_qty // each))
    return touched
