"""Orders brought into each state by the same doors that people and channels use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders.message import order_message, sold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builders.world import World

REACHABLE = ("pending_payment", "paid", "in_review", "picking", "shipped", "completed", "closed")
"""Every state but in_after_sales, which comes with returns."""


async def orders_in(world: World, state: str, names: Sequence[str]) -> list[int]:
    """One order for each name, two units of A and one of B each, in a shop whose payments are ours."""
    status = "pending_payment" if state == "pending_payment" else "paid"
    await world.send(*(order_message(name, status, sold("A", 2), sold("B")) for name in names), shop_id=2)
    ids = [await world.order_id(name, 2) for name in names]
    if state == "in_review":
        await world.act("order.hold", ids, reason="look")
    if state == "picking":
        await world.act("order.start_picking", ids)
    if state in ("shipped", "completed"):
        await world.act("order.ship", ids, courier="SF", tracking_no="SF1000")
    if state == "completed":
        await world.act("order.close", ids, reason="settled")
    if state == "closed":
        await world.act("order.cancel", ids, reason="not wanted")
    states = await world.rows("SELECT DISTINCT state FROM orders WHERE id = ANY(%s)", ids)
    assert states == [(state,)]
    return ids
