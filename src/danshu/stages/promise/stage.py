"""Gives each paid order the time by which it is to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.stages.promise.rules import promise_at, zone_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch


def run(batch: Batch, orders: Sequence[Order]) -> list[Order]:
    """Every order goes on; a promise that was given stays."""
    reference = batch.reference
    for order in orders:
        if order.promise_at is not None or order.paid_at is None:
            continue
        zone = zone_of(order.province, reference.zones)
        hours = zone.hours if zone else int(reference.settings["promise.default_hours"])
        order.promise_at = promise_at(order.paid_at, hours, reference.calendar)
        batch.story(order).decide(
            "promise",
            order.promise_at.isoformat(),
            [f"zone {zone.code if zone else 'default'}: {hours} h", f"cut-off {reference.calendar.cutoff}"],
            facts={"province": order.province, "paid_at": order.paid_at.isoformat()},
            version=reference.version,
        )
        batch.step(
            order, "order.promised", promise_at=order.promise_at, zone=zone.code if zone else "default", hours=hours
        )
    return list(orders)


def back_out(batch: Batch, orders: Sequence[Order], reason: str) -> None:
    """A new address gets a new promise."""
    for order in orders:
        order.promise_at = None
        batch.story(order)
