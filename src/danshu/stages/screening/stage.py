"""Holds what must not leave yet, and takes off the holds whose cause is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.domain.orders.rules import claims
from danshu.stages.screening.rules import findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch

_OURS = ("sku.unmatched", "phone.missing", "address.incomplete")
_SOURCE = "stage:screening"


def run(batch: Batch, orders: Sequence[Order]) -> list[Order]:
    """Every order goes on to sourcing, which lets only those without holds pass.

    What a person has released is not held again for the same reason.
    """
    reference = batch.reference
    for order in orders:
        found = dict(findings(order, reference.settings))
        for code in _OURS:
            if code in found and code not in order.waived:
                batch.hold(order, code, found[code], _SOURCE)
            elif code not in found:
                batch.release_hold(order, code, _SOURCE, "the cause is gone")
        waits = any(hold.released_at is None and hold.code != "stock.short" for hold in order.holds)
        if reference.shops[order.shop_id].reserve_at == "review" and not waits:
            claims.claim(batch, order, _SOURCE)
        batch.story(order).decide(
            "screening",
            "hold" if any(code not in order.waived for code in found) else "pass",
            list(found.values()),
            facts={"province": order.province, "city": order.city, "phone": order.phone_masked is not None},
            version=reference.version,
        )
    return list(orders)


def back_out(batch: Batch, orders: Sequence[Order], reason: str) -> None:
    """Screening runs anew by itself; its holds follow their causes."""
