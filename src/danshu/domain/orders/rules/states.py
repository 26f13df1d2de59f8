"""The eight standard states (B1) are derived from line quantities by one rule, and stored for lists."""

from __future__ import annotations

from danshu.domain.orders.model import BUNDLE, HOLDS, NO_WAREHOUSE, SEVERAL_WAREHOUSES, Order, State


def derive_state(order: Order) -> State:
    """What B1 calls the order. Payment, line quantities, open holds and the end dates decide; nothing else does.

    A partly shipped order is still 配货中: "k of n shipped" stands beside it.
    """
    wanted = shipped = picking = returned = 0
    for line in order.lines:
        if line.kind != BUNDLE:
            wanted += line.qty - line.cancelled_qty
            shipped += line.shipped_qty
            picking += line.picking_qty
            returned += line.returned_qty
    if order.closed_at is not None or (order.lines and (wanted <= 0 or returned >= wanted)):
        return "closed"
    if order.completed_at is not None:
        return "completed"
    if shipped >= wanted and order.lines:
        return "shipped"
    if order.payment in ("unpaid", "deposit"):
        return "pending_payment"
    if picking or shipped:
        return "picking"
    if any(HOLDS[hold.code].reviews for hold in order.holds if hold.released_at is None and hold.code in HOLDS):
        return "in_review"
    return "paid"


def refresh(order: Order) -> None:
    """Brings the stored summary of an order up to its lines, holds and fulfillment orders."""
    wanted = shipped = 0
    for line in order.lines:
        if line.kind != BUNDLE:
            wanted += line.qty - line.cancelled_qty
            shipped += line.shipped_qty
    order.unit_qty, order.shipped_qty, order.line_count = wanted, shipped, len(order.lines)
    order.hold_codes = sorted({hold.code for hold in order.holds if hold.released_at is None})
    if order.fulfillments:
        places = sorted({f.warehouse_id for f in order.fulfillments if f.state != "cancelled"})
        order.warehouse_ids = places
        order.warehouse_id = NO_WAREHOUSE if not places else places[0] if len(places) == 1 else SEVERAL_WAREHOUSES
    state = derive_state(order)
    if state == "closed" and order.closed_at is None:
        order.closed_at, order.stage, order.run_at = order.last_step_at, "done", None
    if state == "shipped" and order.shipped_at is None:
        # The last units that had not left were cancelled: what is wanted has left.
        order.shipped_at = order.last_step_at
        if order.stage != "done":
            order.stage, order.run_at = "tracking", None
    order.state = state
