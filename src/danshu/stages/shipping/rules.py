"""Picking begins, and parcels leave: pure changes of an order, its fulfillment orders and the stock book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.domain.fulfillment.model import Parcel
from danshu.kernel.errors import DanshuError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch


def start_picking(batch: Batch, order: Order) -> int:
    """Marks all released units as being picked; gives how many there are."""
    units = 0
    for fulfillment in order.fulfillments:
        if fulfillment.state != "released":
            continue
        fulfillment.state, fulfillment.picking_at = "picking", batch.at
        for planned in fulfillment.lines:
            line = order.line(planned.line_no)
            assert line is not None
            line.picking_qty += planned.open_qty
            units += planned.open_qty
    if units:
        order.picking_at = order.picking_at or batch.at
        batch.step(order, "order.picking", units=units)
    return units


def ship(batch: Batch, order: Order, wanted: Mapping[int, int] | None, courier: str | None, tracking_no: str) -> int:
    """Ships units of the order, all that is released when `wanted` (line_no -> qty) is None; gives how many left.

    Stock is deducted at this moment (C10). Raises `shipping.not_released` when more is asked than is at warehouses.
    """
    left = dict(wanted) if wanted is not None else None
    start_picking(batch, order)
    shipped = 0
    for fulfillment in order.fulfillments:
        if fulfillment.state != "picking":
            continue
        parts = []
        for planned in fulfillment.lines:
            qty = planned.open_qty if left is None else min(planned.open_qty, left.get(planned.line_no, 0))
            if qty <= 0:
                continue
            line = order.line(planned.line_no)
            assert line is not None
            batch.book.ship(planned.sku_id, fulfillment.warehouse_id, qty, order_id=order.id, line_no=line.line_no)
            planned.shipped_qty += qty
            line.shipped_qty += qty
            line.allocated_qty -= qty
            line.reserved_qty -= qty
            parts.append((line.line_no, qty))
            shipped += qty
            if left is not None:
                left[planned.line_no] -= qty
        if parts:
            order.parcels.append(
                Parcel(batch.new_id(), order.id, fulfillment.id, courier, tracking_no, batch.at, None, tuple(parts))
            )
        if all(planned.open_qty == 0 for planned in fulfillment.lines):
            fulfillment.state, fulfillment.shipped_at = "shipped", batch.at
    missing = {no: qty for no, qty in (left or {}).items() if qty > 0}
    if missing or not shipped:
        raise DanshuError(
            "shipping.not_released",
            f"Order {order.number} has not so many units at a warehouse: {missing or 'nothing is released'}.",
            "Ship what is released; release the rest first.",
            status=409,
        )
    batch.step(order, "order.shipped", units=shipped, courier=courier, tracking_no=tracking_no)
    if all(line.shipped_qty >= line.open_qty for line in order.stocked_lines()):
        order.shipped_at = batch.at
        order.stage, order.run_at = "tracking", None
    return shipped
