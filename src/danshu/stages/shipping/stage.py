"""Orders wait here for people and scanners; actions ship them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch


def run(batch: Batch, orders: Sequence[Order]) -> list[Order]:
    """Nothing goes on by itself: the order waits until all its units have left."""
    for order in orders:
        order.run_at = None
        batch.story(order)
    return []


def back_out(batch: Batch, orders: Sequence[Order], reason: str) -> None:
    """Units that are being picked go back to released, so that sourcing can take them back."""
    for order in orders:
        for fulfillment in order.fulfillments:
            if fulfillment.state != "picking":
                continue
            fulfillment.state, fulfillment.picking_at = "released", None
            for planned in fulfillment.lines:
                line = order.line(planned.line_no)
                assert line is not None
                line.picking_qty -= planned.open_qty
                batch.step(order, "order.back_out", stage="shipping", units=planned.open_qty, why=reason)
