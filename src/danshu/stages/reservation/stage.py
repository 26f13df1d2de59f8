"""Claims stock for orders in the order of priority and payment; unpaid orders wait here for their payment."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from danshu.domain.orders.rules import claims

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch


def run(batch: Batch, orders: Sequence[Order]) -> list[Order]:
    """Gives the orders that go on. Those who paid first, and priority orders before them, are served first."""
    go_on = []
    for order in sorted(orders, key=lambda o: (-o.priority, o.paid_at or o.placed_at, o.id)):
        shop = batch.reference.shops[order.shop_id]
        if order.payment == "unpaid" and order.expires_at is not None and order.expires_at <= batch.at:
            _expire(batch, order)
            continue
        if shop.reserve_at == "placed" or (shop.reserve_at == "paid" and claims.is_paid(order)):
            claims.claim(batch, order, "stage:reservation")
        if claims.is_paid(order):
            go_on.append(order)
            continue
        if shop.owns_payment and order.payment == "unpaid" and order.expires_at is None:
            order.expires_at = order.placed_at + timedelta(minutes=shop.unpaid_minutes)
        # A deposit has bought the place: only its channel ends it.
        order.run_at = order.expires_at if order.payment == "unpaid" else None
    return go_on


def _expire(batch: Batch, order: Order) -> None:
    """Nobody paid in time: the units go back, where the payment is ours to time out (B5).

    The lines stay as ordered: a payment that comes after all opens the order again and reserves anew.
    """
    freed = claims.unreserve(batch, order, "payment time ran out")
    batch.step(order, "order.expired", units_freed=freed, expired_at=order.expires_at)
    for code in [hold.code for hold in order.holds if hold.released_at is None]:
        batch.release_hold(order, code, "stage:reservation", "payment time ran out")
    order.closed_at, order.close_reason = batch.at, "unpaid"
    order.stage, order.run_at, order.expires_at = "done", None, None


def back_out(batch: Batch, orders: Sequence[Order], reason: str) -> None:
    """Gives back every claim of the orders."""
    for order in orders:
        claims.unreserve(batch, order, reason)
