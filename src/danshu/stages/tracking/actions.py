"""Sign: the buyer has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from danshu.ground.actions.model import Action, Params, only
from danshu.stages.tracking.rules import sign

if TYPE_CHECKING:
    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch


class SignParams(Params):
    pass


def sign_order(batch: Batch, order: Order, params: SignParams) -> dict[str, Any] | None:
    return {} if sign(batch, order) else None


ACTIONS = (
    Action("order.sign", "签收", "Sign", "orders.ship", SignParams, sign_order,
           states=only(picking="allowed", shipped="allowed")),
)  # fmt: skip
