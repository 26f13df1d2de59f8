"""Payment by hand, and closing what will not go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from danshu.domain.orders.rules import claims
from danshu.ground.actions.model import Action, Params, number, only, refuse, text

if TYPE_CHECKING:
    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch


class MarkPaidParams(Params):
    amount_minor: Annotated[int, number("实付金额（分）", "Amount paid (minor units)", ge=0, le=10**12, widget="money")]
    reason: Annotated[str, text("收款说明", "Remark")] = ""


class CloseParams(Params):
    reason: Annotated[str, text("关闭原因", "Reason", min_length=1)]


def mark_paid(batch: Batch, order: Order, params: MarkPaidParams) -> dict[str, Any] | None:
    """The order goes on as paid. Raises when the shop's payments are the channel's business."""
    if not batch.reference.shops[order.shop_id].owns_payment:
        raise refuse(
            "channel_pays",
            f"Payments of order {order.number} come from its channel.",
            "Wait for the channel's message.",
        )
    claims.pay(batch, order)
    order.payment, order.paid_at, order.paid_minor = "paid", batch.at, params.amount_minor
    order.expires_at, order.run_at = None, batch.at
    batch.release_hold(order, "presale.balance", batch.actor, "paid in full")
    batch.step(order, "order.paid", paid_minor=params.amount_minor, why=params.reason)
    return {}


def close(batch: Batch, order: Order, params: CloseParams) -> dict[str, Any] | None:
    """Nothing more leaves: the rest is cancelled, and an order that left in part is completed."""
    claims.cancel_open(batch, order, params.reason)
    if any(line.shipped_qty for line in order.stocked_lines()):
        order.completed_at = batch.at
    else:
        order.closed_at = batch.at
    order.close_reason = params.reason
    order.stage, order.run_at = "done", None
    for hold in [hold.code for hold in order.holds if hold.released_at is None]:
        batch.release_hold(order, hold, batch.actor, "order closed")
    batch.step(order, "order.closed", why=params.reason)
    return {}


ACTIONS = (
    Action("order.mark_paid", "确认收款", "Mark paid", "orders.act", MarkPaidParams, mark_paid, bulk=False,
           states=only(pending_payment="allowed")),
    Action("order.close", "关闭订单", "Close", "orders.act", CloseParams, close, danger=True,
           states=only(pending_payment="allowed", paid="compensated", in_review="compensated", picking="compensated",
                       shipped="allowed")),
)  # fmt: skip
