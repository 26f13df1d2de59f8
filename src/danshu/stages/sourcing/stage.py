"""Allocates each order to the best warehouses and records what the others would have cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.domain.fulfillment.model import FulfillmentLine, FulfillmentOrder
from danshu.domain.orders.rules import claims
from danshu.stages.sourcing.rules import Need, Option, Weights, leaves_at, options, prices, with_lateness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.domain.network.model import Warehouse
    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch

_REJECTED_MAX = 8


def run(batch: Batch, orders: Sequence[Order]) -> list[Order]:
    """Gives the orders that have all their units at warehouses. Held ones wait; short ones go back to reservation."""
    reference = batch.reference
    weights = Weights(
        reference.settings["sourcing.parcel_minor"],
        reference.settings["sourcing.per_100km_minor"],
        reference.settings["sourcing.rank_minor"],
    )
    active = [warehouse for warehouse in reference.warehouses.values() if warehouse.active]
    leaving = {warehouse.id: leaves_at(batch.at, warehouse, reference.calendar) for warehouse in active}
    by_place: dict[tuple[str | None, float | None, float | None], dict[int, tuple[int, int]]] = {}
    go_on = []
    for order in sorted(orders, key=lambda o: (-o.priority, o.paid_at or o.placed_at, o.id)):
        batch.release_hold(order, "sourcing.none", "stage:sourcing", "tried again")
        if any(hold.released_at is None for hold in order.holds):
            order.run_at = None
            continue
        if any(line.short_qty > 0 and line.sku_id is not None for line in order.stocked_lines()):
            order.stage, order.run_at = "reservation", batch.at
            batch.story(order)
            continue
        place = (order.province, order.longitude, order.latitude)
        price = by_place.get(place)
        if price is None:
            price = by_place[place] = prices(active, *place, weights)
        late = {w for w, at in leaving.items() if order.promise_at is not None and at > order.promise_at}
        if _place(batch, order, price, late):
            go_on.append(order)
    return go_on


def _place(batch: Batch, order: Order, price: dict[int, tuple[int, int]], late: set[int]) -> bool:
    nodes, warehouses = batch.book.nodes, batch.reference.warehouses

    def free(sku_id: int, warehouse_id: int) -> int:
        node = nodes[sku_id].get(warehouse_id)
        return node.free if node else 0

    needs = [
        Need(line.line_no, line.sku_id, line.reserved_qty - line.allocated_qty)
        for line in order.stocked_lines()
        if line.sku_id is not None and line.reserved_qty > line.allocated_qty
    ]
    if not needs:
        return True
    if late:
        price = with_lateness(price, late, batch.reference.settings["sourcing.late_minor"])
    choice = options(needs, free, price)
    if not choice or not choice[0].covers:
        batch.hold(order, "sourcing.none", "no warehouses together have all units free", "stage:sourcing")
        order.run_at = None
        return False
    best = choice[0]
    for warehouse_id, part in best.parts:
        fulfillment = FulfillmentOrder(batch.new_id(), order.id, warehouse_id, "planned", batch.at)
        for line_no, sku_id, qty in part:
            batch.book.allocate(sku_id, warehouse_id, qty, order_id=order.id, line_no=line_no)
            line = order.line(line_no)
            assert line is not None
            line.allocated_qty += qty
            fulfillment.lines.append(FulfillmentLine(line_no, sku_id, qty))
        order.fulfillments.append(fulfillment)
    names = " + ".join(warehouses[warehouse_id].name for warehouse_id, _ in best.parts)
    batch.story(order).decide(
        "sourcing",
        names,
        _reasons(best, order, warehouses),
        cost_minor=best.freight_minor,
        rejected=[_rejected(option, warehouses, late) for option in choice[1 : _REJECTED_MAX + 1]],
        facts={"province": order.province, "city": order.city},
        version=batch.reference.version,
    )
    batch.step(
        order,
        "order.sourced",
        warehouses=[warehouse_id for warehouse_id, _ in best.parts],
        cost_minor=best.freight_minor,
    )
    return True


def _reasons(best: Option, order: Order, warehouses: dict[int, Warehouse]) -> list[str]:
    if len(best.parts) > 1:
        return ["no single warehouse has everything"]
    rank = warehouses[best.parts[0][0]].ranks.get(order.province or "")
    return [f"priority {rank} for {order.province}" if rank else "lowest estimated cost", "has everything"]


def _rejected(option: Option, warehouses: dict[int, Warehouse], late: set[int]) -> dict[str, object]:
    warehouse_id = option.parts[0][0]
    why = "leaves after the promise" if warehouse_id in late else "costs more or has a lower priority"
    return {
        "option": warehouses[warehouse_id].name,
        "why": why if option.covers else "has not everything",
        "cost_minor": option.freight_minor,
    }


def back_out(batch: Batch, orders: Sequence[Order], reason: str) -> None:
    """Takes planned and released units back from the warehouses; the claims on the pool stay."""
    for order in orders:
        units = 0
        for line in order.stocked_lines():
            units += line.allocated_qty
            claims.unallocate_line(batch.book, order, line, line.allocated_qty)
        if units:
            batch.step(order, "order.back_out", stage="sourcing", units=units, why=reason)
