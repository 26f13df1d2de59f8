"""Hands fulfillment orders to their warehouses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch


def run(batch: Batch, orders: Sequence[Order]) -> list[Order]:
    """Gives the orders that now wait for the warehouse."""
    go_on = []
    for order in orders:
        if any(hold.released_at is None for hold in order.holds):
            order.run_at = None
            continue
        released = 0
        for fulfillment in order.fulfillments:
            if fulfillment.state != "planned":
                continue
            fulfillment.state, fulfillment.released_at = "released", batch.at
            for planned in fulfillment.lines:
                line = order.line(planned.line_no)
                assert line is not None
                line.released_qty += planned.open_qty
                released += planned.open_qty
        if released:
            order.released_at = order.released_at or batch.at
            batch.step(order, "order.released", units=released)
        go_on.append(order)
    return go_on


def back_out(batch: Batch, orders: Sequence[Order], reason: str) -> None:
    """Tells the warehouse that the work is off; sourcing takes the units back."""
    for order in orders:
        if order.released_at is not None:
            order.released_at = None
            batch.step(order, "order.back_out", stage="release", why=reason)
