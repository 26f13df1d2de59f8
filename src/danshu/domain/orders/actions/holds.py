"""Hold and release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from danshu.domain.orders.model import HOLDS
from danshu.ground.actions.model import Action, Params, everywhere, refuse, text

if TYPE_CHECKING:
    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch

# These end by themselves when their cause ends; releasing them by hand would ship what is not there.
_NOT_BY_HAND = ("stock.short", "sku.unmatched", "channel.locked", "presale.balance")


class HoldParams(Params):
    reason: Annotated[str, text("锁单原因", "Reason", min_length=1)]


class ReleaseParams(Params):
    hold_code: Annotated[str, text("锁单类型（留空为全部）", "Hold (empty = all)", max_length=60, widget="hold")] = ""
    reason: Annotated[str, text("说明", "Remark")] = ""


def hold(batch: Batch, order: Order, params: HoldParams) -> dict[str, Any] | None:
    if order.open_hold("manual") is not None:
        return None
    batch.hold(order, "manual", params.reason, batch.actor)
    return {}


def undo_hold(batch: Batch, order: Order, undo: dict[str, Any]) -> None:
    batch.release_hold(order, "manual", batch.actor, "undone")
    _go_on(batch, order)


def release(batch: Batch, order: Order, params: ReleaseParams) -> dict[str, Any] | None:
    open_codes = [hold.code for hold in order.holds if hold.released_at is None]
    codes = [code for code in open_codes if not params.hold_code or code == params.hold_code]
    if not codes:
        return None
    stuck = [code for code in codes if code in _NOT_BY_HAND]
    if stuck and (params.hold_code or len(stuck) == len(codes)):
        words = HOLDS[stuck[0]]
        raise refuse("hold_has_cause", f"{words.title_en} ends when its cause ends.", words.help_en)
    released = [code for code in codes if code not in _NOT_BY_HAND]
    for code in released:
        batch.release_hold(order, code, batch.actor, params.reason or "released by hand")
        order.waived.add(code)
    _go_on(batch, order)
    return {"codes": released}


def undo_release(batch: Batch, order: Order, undo: dict[str, Any]) -> None:
    for code in undo["codes"]:
        batch.hold(order, code, "release undone", batch.actor)


def _go_on(batch: Batch, order: Order) -> None:
    """The order is due again where it waited, unless it waits for the warehouse or a courier."""
    if order.stage in ("reservation", "promise", "screening", "sourcing", "release", "settlement"):
        order.run_at = batch.at


ACTIONS = (
    Action("order.hold", "锁单", "Hold", "orders.act", HoldParams, hold, undo=undo_hold,
           states=everywhere(completed="refused", closed="refused")),
    Action("order.release_hold", "解除锁单", "Release hold", "orders.act", ReleaseParams, release, undo=undo_release,
           undo_rewind="sourcing",
           states=everywhere(completed="refused")),
)  # fmt: skip
