"""The journey of an order: the only place that knows the order of the stages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from danshu.domain.orders.rules.states import refresh
from danshu.stages.promise import stage as promise
from danshu.stages.release import stage as release
from danshu.stages.reservation import stage as reservation
from danshu.stages.screening import stage as screening
from danshu.stages.settlement import stage as settlement
from danshu.stages.shipping import stage as shipping
from danshu.stages.sourcing import stage as sourcing
from danshu.stages.tracking import stage as tracking

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch


class StageModule(Protocol):
    def run(self, batch: Batch, orders: Sequence[Order]) -> list[Order]: ...

    def back_out(self, batch: Batch, orders: Sequence[Order], reason: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Step:
    """A stage by name. `titles` are its words for people."""

    name: str
    module: StageModule
    title_zh: str
    title_en: str


JOURNEY = (
    Step("reservation", reservation, "预占", "Reservation"),
    Step("promise", promise, "承诺时效", "Promise"),
    Step("screening", screening, "审核", "Screening"),
    Step("sourcing", sourcing, "分仓", "Sourcing"),
    Step("release", release, "下发", "Release"),
    Step("shipping", shipping, "配货发货", "Shipping"),
    Step("tracking", tracking, "在途", "Tracking"),
    Step("settlement", settlement, "完成", "Settlement"),
)
DONE = "done"
# Holds that stages find by themselves: a closed order has nothing left to wait for, and one opened again gets them anew.
_FOUND_ANEW = ("stock.short", "sourcing.none", "sku.unmatched", "phone.missing", "address.incomplete")
_PLACE = {step.name: place for place, step in enumerate(JOURNEY)}


def carry_on(batch: Batch, paused: Collection[str] = ()) -> None:
    """Carries every due order of the batch through all stages that need nobody.

    An order whose next stage is paused stays due there, for the time when the stage goes on.
    """
    for place, step in enumerate(JOURNEY):
        due = [
            order
            for order in batch.orders.values()
            if order.stage == step.name and order.run_at is not None and order.run_at <= batch.at
        ]
        if not due or step.name in paused:
            continue
        batch.touched.update(order.id for order in due)
        batch.handled[step.name] = batch.handled.get(step.name, 0) + len(due)
        following = JOURNEY[place + 1].name if place + 1 < len(JOURNEY) else DONE
        for order in step.module.run(batch, due):
            order.stage = following
            order.run_at = None if following == DONE else batch.at


def finish(batch: Batch) -> None:
    """Brings the summaries and versions of all changed orders up to date, once at the end of a pass."""
    for order_id in batch.touched:
        order = batch.orders[order_id]
        if not order.is_new:
            order.version += 1
        refresh(order)
        over = [code for code in order.hold_codes if code in _FOUND_ANEW] if order.state == "closed" else []
        if over:
            for code in over:
                batch.release_hold(order, code, "system", "order closed")
            refresh(order)


def rewind(batch: Batch, order: Order, to: str, reason: str) -> None:
    """Takes an order back to a stage: every stage behind it backs out, the last one first.

    An order that is not so far yet stays where it is; what it holds behind that place from an earlier round is given
    back all the same.
    """
    target = _PLACE[to]
    for step in reversed(JOURNEY[target:]):
        step.module.back_out(batch, [order], reason)
    if _PLACE.get(order.stage, len(JOURNEY)) > target:
        order.stage = to
    order.run_at = batch.at
    batch.story(order)
