"""One pass over a batch: the locked orders and balances, what is known of the world, and what is told of each order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from danshu.domain.orders.model import Credit, Hold, Order
from danshu.ground.events.model import Story

if TYPE_CHECKING:
    from danshu.domain.catalog.model import SkuRef
    from danshu.domain.inventory.rules import StockBook
    from danshu.domain.network.model import Calendar, PromiseZone, Warehouse
    from danshu.domain.shops.model import Shop
    from danshu.ground.vault.rules import Vault


@dataclass(frozen=True, slots=True)
class Reference:
    """What changes seldom and every pass needs. `version` rises when any of it is edited."""

    version: int
    epoch: int
    shops: dict[int, Shop]
    warehouses: dict[int, Warehouse]
    zones: tuple[PromiseZone, ...]
    calendar: Calendar
    settings: dict[str, Any]


@dataclass(slots=True)
class Batch:
    """Rules and stages change only what is in here; the pipeline writes it once at the end of the transaction."""

    at: datetime
    actor: str
    reference: Reference
    book: StockBook
    vault: Vault
    orders: dict[int, Order] = field(default_factory=dict)
    stories: dict[int, Story] = field(default_factory=dict)
    credits: list[Credit] = field(default_factory=list)
    notes: list[tuple[int, datetime, str, str]] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    skus: dict[str, SkuRef] = field(default_factory=dict)
    """SKUs that an action names, by code."""
    next_ids: list[int] = field(default_factory=list)
    handled: dict[str, int] = field(default_factory=dict)
    """How many orders each stage handled in this pass."""

    def story(self, order: Order) -> Story:
        """The order's story of this pass; asking for it marks the order as changed."""
        story = self.stories.get(order.id)
        if story is None:
            story = self.stories[order.id] = Story(order.id)
        self.touched.add(order.id)
        return story

    def step(self, order: Order, kind: str, **data: Any) -> None:
        """Tells one thing that happened to the order."""
        self.story(order).step(kind, **data)
        order.last_step = kind
        order.last_step_at = self.at

    def hold(self, order: Order, code: str, reason: str, source: str) -> None:
        """Puts a hold on the order unless it has it already."""
        if order.open_hold(code) is None:
            order.holds.append(Hold(code, self.at, source, reason))
            self.step(order, "order.held", code=code, why=reason, source=source)

    def release_hold(self, order: Order, code: str, by: str, why: str) -> bool:
        """Takes a hold off. Gives whether there was one."""
        hold = order.open_hold(code)
        if hold is None:
            return False
        hold.released_at, hold.released_by = self.at, by
        self.step(order, "order.hold_released", code=code, why=why)
        return True

    def new_id(self) -> int:
        """An id of the block that was taken for this batch. Raises IndexError when the block was too small."""
        return self.next_ids.pop()
