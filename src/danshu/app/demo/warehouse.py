"""What the demo merchant's people do: pick, ship, sign, hold, note and tag, by the same rules as the buttons."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from danshu.db.unit_of_work import transaction
from danshu.pipeline import passes
from danshu.pipeline.journey import carry_on, finish
from danshu.stages.shipping import rules as shipping
from danshu.stages.tracking import rules as tracking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from danshu.app.demo.orders import Plan
    from danshu.app.demo.setup import World
    from danshu.db.pool import Connection
    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch
    from danshu.pipeline.passes import House

_COURIERS = (("sf", "SF1", 13), ("zto", "785", 11), ("yto", "YT", 13), ("jd", "JDX0", 11), ("yunda", "46", 11))
_HOLD_REASONS = ("买家要求周六发货", "客服核对收货电话中", "疑似重复下单，等买家确认")
_OPEN_HOURS = range(8, 20)


@dataclass(slots=True)
class Floor:
    """Orders as last seen, by id, with the plan that says how long each step takes."""

    house: House
    world: World
    rng: Random
    plans: dict[int, Plan] = field(default_factory=dict)
    seen: dict[int, Order] = field(default_factory=dict)
    handled: set[int] = field(default_factory=set)

    def see(self, batch: Batch) -> None:
        """Keeps what a pass left behind."""
        self.seen.update(batch.orders)

    async def work(self, connection: Connection, at: datetime, hour: int) -> None:
        """One round: whoever is due gets done. Nobody picks or ships at night; couriers deliver all day."""
        todo: list[tuple[Order, Callable[[Batch, Order], None]]] = []
        for order in self.seen.values():
            plan = self.plans.get(order.id)
            step = plan and self._step(order, plan, at, hour in _OPEN_HOURS)
            if step:
                todo.append((order, step))
        service = [pair for pair in todo if pair[1] == self._attend]
        floor = [pair for pair in todo if pair[1] != self._attend]
        await self._do(connection, service, self.world.actors["service"])
        await self._do(connection, floor, self.world.actors["warehouse"])

    def _step(self, order: Order, plan: Plan, at: datetime, is_open: bool) -> Callable[[Batch, Order], None] | None:
        hours = timedelta(hours=1)
        if order.closed_at is not None or order.delivered_at is not None:
            return None
        if order.shipped_at is not None:
            return self._sign if at >= order.shipped_at + plan.travel_hours * hours else None
        if order.id not in self.handled and (plan.fate == "held" or plan.messages[0][1].buyer_note):
            return self._attend
        if not is_open or order.released_at is None or order.hold_codes or order.stage != "shipping":
            return None
        if order.picking_at is None:
            return self._pick if at >= order.released_at + plan.pick_hours * hours else None
        return self._ship if at >= order.picking_at + plan.ship_hours * hours else None

    async def _do(
        self, connection: Connection, todo: Sequence[tuple[Order, Callable[[Batch, Order], None]]], actor: str
    ) -> None:
        if not todo:
            return
        async with transaction(connection) as work:
            batch = await passes.open_batch(work, self.house, actor)
            await passes.load_orders(work, batch, [order.id for order, _ in todo])
            await passes.lock_stock(work, batch)
            await passes.take_ids(work, self.house, batch, len(todo))
            for order, step in todo:
                step(batch, batch.orders[order.id])
            carry_on(batch)
            finish(batch)
            await passes.write_batch(work, self.house, batch)
        self.see(batch)

    def _pick(self, batch: Batch, order: Order) -> None:
        shipping.start_picking(batch, order)

    def _ship(self, batch: Batch, order: Order) -> None:
        """Most orders leave whole; one in ten of those with several lines leaves in two parcels."""
        courier, prefix, digits = self.rng.choice(_COURIERS)
        number = prefix + str(order.id * 7919 % 10**digits).zfill(digits)
        wanted = None
        lines = [line for line in order.stocked_lines() if line.picking_qty > line.shipped_qty]
        if len(lines) > 1 and not order.shipped_qty and self.rng.random() < 0.1:
            wanted = {lines[0].line_no: lines[0].picking_qty - lines[0].shipped_qty}
        shipping.ship(batch, order, wanted, courier, number)
        if wanted is not None and self.rng.random() < 0.5:
            # The rest of it is still being looked for.
            self.plans.pop(order.id, None)

    def _sign(self, batch: Batch, order: Order) -> None:
        tracking.sign(batch, order)

    def _attend(self, batch: Batch, order: Order) -> None:
        """Customer service has read the order: it is held, hurried or noted."""
        self.handled.add(order.id)
        note = self.plans[order.id].messages[0][1].buyer_note or ""
        if self.plans[order.id].fate == "held":
            batch.hold(order, "manual", self.rng.choice(_HOLD_REASONS), batch.actor)
        elif "急" in note and "不急" not in note:
            order.priority = 1
            batch.step(order, "order.prioritized", on=True)
        elif "生日" in note or "朋友" in note:
            order.tags = sorted({*order.tags, "礼物"})
            batch.step(order, "order.tagged", added=["礼物"])
            batch.notes.append((order.id, batch.at, batch.actor, "已通知仓库：礼盒包装，不放小票"))
            order.note_marks |= 4
        else:
            batch.story(order)
