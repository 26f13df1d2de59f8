"""Start picking, and ship."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from danshu.ground.actions.model import Action, Params, only, refuse, text, words
from danshu.stages.shipping.rules import ship, start_picking

if TYPE_CHECKING:
    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch


class PickParams(Params):
    pass


class LineQty(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    line_no: Annotated[int, msgspec.Meta(ge=1, le=32_000)]
    qty: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]


class ShipParams(Params):
    courier: Annotated[str, text("快递公司", "Courier", min_length=1, max_length=40, widget="courier")]
    tracking_no: Annotated[str, text("运单号", "Tracking number", min_length=4, max_length=60)]
    lines: Annotated[
        list[LineQty], words("部分发货（留空为全部）", "Part of the lines (empty = all)", widget="lines")
    ] = []  # noqa: RUF012 - msgspec copies it


def pick(batch: Batch, order: Order, params: PickParams) -> dict[str, Any] | None:
    _refuse_held(order)
    return {} if start_picking(batch, order) else None


def undo_pick(batch: Batch, order: Order, undo: dict[str, Any]) -> None:
    """Units go back to released; the work list has them as not begun."""
    for fulfillment in order.fulfillments:
        if fulfillment.state == "picking" and not any(line.shipped_qty for line in fulfillment.lines):
            fulfillment.state, fulfillment.picking_at = "released", None
            for planned in fulfillment.lines:
                line = order.line(planned.line_no)
                assert line is not None
                line.picking_qty -= planned.open_qty
    order.picking_at = None
    batch.step(order, "order.undone", action="order.start_picking")


def ship_order(batch: Batch, order: Order, params: ShipParams) -> dict[str, Any] | None:
    _refuse_held(order)
    wanted: dict[int, int] = {}
    for one in params.lines:
        wanted[one.line_no] = wanted.get(one.line_no, 0) + one.qty
    released = sum(p.open_qty for f in order.fulfillments if f.state in ("released", "picking") for p in f.lines)
    if not released:
        raise refuse(
            "not_released",
            f"Order {order.number} has nothing at a warehouse.",
            "It must be sourced and released first.",
        )
    for line_no, qty in wanted.items():
        here = sum(
            p.open_qty
            for f in order.fulfillments
            if f.state in ("released", "picking")
            for p in f.lines
            if p.line_no == line_no
        )
        if qty > here:
            raise refuse(
                "not_released",
                f"Line {line_no} of order {order.number} has {here} released units, not {qty}.",
                "Ship fewer.",
            )
    ship(batch, order, wanted or None, params.courier.strip(), params.tracking_no.strip())
    return {}


def _refuse_held(order: Order) -> None:
    codes = sorted(hold.code for hold in order.holds if hold.released_at is None)
    if codes:
        raise refuse(
            "held", f"Order {order.number} is held: {', '.join(codes)}.", "Mend the cause or release the hold first."
        )


ACTIONS = (
    Action("order.start_picking", "开始配货", "Start picking", "orders.ship", PickParams, pick, undo=undo_pick,
           states=only(paid="allowed", picking="allowed")),
    Action("order.ship", "发货", "Ship", "orders.ship", ShipParams, ship_order, states=only(paid="allowed", picking="allowed")),
)  # fmt: skip
