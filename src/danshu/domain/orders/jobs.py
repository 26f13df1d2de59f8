"""Orders whose items have got a SKU go on: at once when somebody maps an item, else within a minute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.domain.catalog import store as catalog
from danshu.domain.orders import store
from danshu.domain.orders.rules.matching import STAGES, match
from danshu.domain.orders.rules.states import refresh
from danshu.ground.events import store as events
from danshu.ground.events.model import Story

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from danshu.db.unit_of_work import UnitOfWork
    from danshu.domain.catalog.model import SkuRef

_ORDERS_MAX = 500


async def match_item(work: UnitOfWork, *, shop_id: int, item_code: str, at: datetime, actor: str) -> int:
    """Matches up to 500 orders that wait for an item of a shop. Gives how many; 0 means that none are left."""
    ids = await store.find_unmatched(
        work, shop_id=shop_id, item_code=item_code, stages=STAGES, row_count_max=_ORDERS_MAX
    )
    return await _match(work, ids, at, actor)


async def match_held(work: UnitOfWork, at: datetime) -> int:
    """Matches up to 500 held orders whose items have a SKU by now, however it came there. To be run once a minute."""
    ids = await store.find_matchable_holds(work, stages=STAGES, row_count_max=_ORDERS_MAX)
    return await _match(work, ids, at, "system")


async def _match(work: UnitOfWork, order_ids: Sequence[int], at: datetime, actor: str) -> int:
    orders = await store.lock(work, order_ids)
    if not orders:
        return 0
    waiting = {
        (order.shop_id, line.item_code)
        for order in orders.values()
        for line in order.lines
        if line.sku_id is None and line.item_code
    }
    skus: dict[int, dict[str, SkuRef]] = {}
    for (shop_id, code), ref in (await catalog.resolve(work, sorted(waiting))).items():
        skus.setdefault(shop_id, {})[code] = ref
    changed, stories = [], []
    for order in orders.values():
        lines = match(order, skus.get(order.shop_id, {}))
        if not lines:
            continue
        story = Story(order.id)
        for line in lines:
            story.step(
                "order.edited", line_no=line.line_no, item_code=line.item_code, sku_id=line.sku_id, why="matched"
            )
        order.stage, order.run_at = "reservation", at
        order.last_step, order.last_step_at = "order.edited", at
        order.version += 1
        refresh(order)
        changed.append(order)
        stories.append(story)
    if changed:
        epoch, _ = await events.read_installation(work)
        await store.write_matched(work, changed)
        events.write(work, stories, epoch=epoch, at=at, actor=actor)
        events.notify_changed(work, [order.id for order in changed])
    return len(changed)
