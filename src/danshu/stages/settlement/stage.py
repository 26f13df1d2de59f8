"""Completes orders seven days after signing (settable), unless something holds them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch


def run(batch: Batch, orders: Sequence[Order]) -> list[Order]:
    """Gives the orders that are done."""
    done = []
    wait = timedelta(days=batch.reference.settings["settlement.complete_days"])
    for order in orders:
        if any(hold.released_at is None for hold in order.holds):
            order.run_at = None
            batch.story(order)
            continue
        due = order.delivered_at + wait if order.delivered_at is not None else batch.at
        if order.completed_at is None and due > batch.at:
            order.run_at = due
            batch.story(order)
            continue
        if order.completed_at is None:
            order.completed_at = batch.at
            batch.step(order, "order.completed")
        done.append(order)
    return done


def back_out(batch: Batch, orders: Sequence[Order], reason: str) -> None:
    """Completion is final; after-sales opens a case instead."""
