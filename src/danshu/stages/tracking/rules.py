"""Parcels arrive: a pure change of an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch


def sign(batch: Batch, order: Order) -> int:
    """Marks all shipped units as delivered, and hands the order to settlement once all have left and arrived."""
    units = 0
    for line in order.stocked_lines():
        units += line.shipped_qty - line.delivered_qty
        line.delivered_qty = line.shipped_qty
    if units:
        batch.step(order, "order.delivered", units=units)
    if all(line.delivered_qty >= line.open_qty for line in order.stocked_lines()) and order.delivered_at is None:
        order.delivered_at = batch.at
        order.stage, order.run_at = "settlement", batch.at
    return units
