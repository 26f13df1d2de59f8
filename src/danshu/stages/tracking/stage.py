"""Shipped orders wait here for the courier's word; actions and later the couriers' messages bring it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch


def run(batch: Batch, orders: Sequence[Order]) -> list[Order]:
    """Nothing goes on by itself."""
    for order in orders:
        order.run_at = None
        batch.story(order)
    return []


def back_out(batch: Batch, orders: Sequence[Order], reason: str) -> None:
    """What was delivered stays delivered."""
