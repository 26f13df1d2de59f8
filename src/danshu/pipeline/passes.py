"""One pass: read a batch, decide in memory, write each table once, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from danshu.db.unit_of_work import UnitOfWork, transaction
from danshu.domain.customers import store as customers
from danshu.domain.fulfillment import store as fulfillment
from danshu.domain.inbox import store as inbox
from danshu.domain.inbox.model import Incoming, Tally
from danshu.domain.inventory import store as inventory
from danshu.domain.inventory.rules import StockBook
from danshu.domain.network import store as network
from danshu.domain.orders import store as orders_store
from danshu.domain.orders.rules.batch import Batch, Reference
from danshu.domain.shops import store as shops
from danshu.ground.events import store as events
from danshu.ground.settings import store as settings
from danshu.pipeline import store as runner_store
from danshu.pipeline.journey import carry_on, finish
from danshu.sdk.orders import CreditMessage, Message
from danshu.stages.intake import stage as intake
from danshu.stages.intake.model import Item, Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from danshu.db.pool import Connection
    from danshu.domain.fulfillment.model import Parcel
    from danshu.ground.vault.rules import Vault
    from danshu.kernel.clock import Clock


@dataclass(slots=True)
class House:
    """What every pass of a process shares: keys, clock, ids, and the reference data as last read."""

    vault: Vault
    clock: Clock
    ids: orders_store.IdBlocks = field(default_factory=orders_store.IdBlocks)
    reference: Reference | None = None


async def read_reference(work: UnitOfWork, house: House) -> Reference:
    """The reference data, read anew when its version has changed."""
    epoch, version = await events.read_installation(work)
    known = house.reference
    if known is None or known.version != version or known.epoch != epoch:
        values = await settings.read_all(work)
        known = house.reference = Reference(
            version,
            epoch,
            await shops.read_all(work),
            await network.read_warehouses(work),
            await network.read_zones(work),
            await network.read_calendar(work, values),
            values,
        )
    return known


async def open_batch(work: UnitOfWork, house: House, actor: str) -> Batch:
    """An empty batch at the clock's time."""
    reference = await read_reference(work, house)
    at = house.clock.now()
    return Batch(at, actor, reference, StockBook(at, actor), house.vault)


async def load_orders(work: UnitOfWork, batch: Batch, order_ids: Iterable[int]) -> None:
    """Locks orders and reads them with lines, holds, sources and fulfillment orders into the batch."""
    batch.orders.update(await orders_store.lock(work, order_ids))
    await load_fulfillments(work, batch)


async def load_fulfillments(work: UnitOfWork, batch: Batch) -> None:
    placed = [o.id for o in batch.orders.values() if not o.is_new and o.warehouse_id != 0 and not o.fulfillments]
    if placed:
        for found in await fulfillment.read(work, placed):
            batch.orders[found.order_id].fulfillments.append(found)


async def lock_stock(work: UnitOfWork, batch: Batch, sku_ids: Iterable[int] = ()) -> None:
    """Locks the balances of every SKU of the batch's orders, pools before nodes, in key order."""
    ids = {line.sku_id for order in batch.orders.values() for line in order.lines if line.sku_id is not None}
    await inventory.lock(work, batch.book, ids.union(sku_ids))


async def take_ids(work: UnitOfWork, house: House, batch: Batch, order_count: int) -> None:
    """Enough ids for new orders, and for each order a fulfillment order and a parcel at every warehouse."""
    need = order_count * (2 + 2 * len(batch.reference.warehouses)) + 16
    batch.next_ids = list(reversed(await house.ids.take(work, need)))


async def write_batch(work: UnitOfWork, house: House, batch: Batch) -> None:
    """Writes everything that the batch changed; each table once. Call `finish` first."""
    changed = [batch.orders[order_id] for order_id in sorted(batch.touched)]
    await orders_store.write(work, batch)
    await customers.write(work, [o for o in changed if o.contact is not None and o.contact.sealed])
    parcels: list[Parcel] = [parcel for order in changed for parcel in order.parcels]
    await fulfillment.write(work, [f for order in changed for f in order.fulfillments], parcels)
    arrived = [o for o in changed if not o.is_new and batch.story(o).tells("order.delivered")]
    if arrived:
        await fulfillment.mark_delivered(work, [o.id for o in arrived], [o.delivered_at or batch.at for o in arrived])
    inventory.write(work, batch.book)
    events.write(work, batch.stories.values(), epoch=batch.reference.epoch, at=batch.at, actor=batch.actor)
    runner_store.note_handled(work, batch.handled, batch.at)
    if changed:
        events.notify_changed(work, [order.id for order in changed])
    house.ids.give_back(list(reversed(batch.next_ids)))
    batch.next_ids = []


@dataclass(frozen=True, slots=True)
class MessagesDone:
    """Outcomes by the position of the message, and the batch as it was written."""

    outcomes: dict[int, Outcome]
    batch: Batch


async def pass_messages(
    work: UnitOfWork, house: House, incoming: Sequence[Incoming], *, actor: str, paused: Collection[str] = ()
) -> MessagesDone:
    """Turns messages into orders and carries those on as far as they go. Writes, but does not commit."""
    batch = await open_batch(work, house, actor)
    items, outcomes = intake.open_messages(house.vault, batch.reference, incoming)
    known = await intake.read(work, batch, items, house.vault)
    await load_fulfillments(work, batch)
    await inventory.lock(work, batch.book, intake.sku_ids(batch, items, known))
    await take_ids(work, house, batch, len(items) + len(batch.orders))
    outcomes.update(intake.run(batch, items, known, house.vault))
    batch.handled["intake"] = len(incoming)
    carry_on(batch, paused)
    finish(batch)
    await write_batch(work, house, batch)
    await _keep(work, batch, incoming, items, outcomes)
    return MessagesDone(outcomes, batch)


async def _keep(
    work: UnitOfWork, batch: Batch, incoming: Sequence[Incoming], items: Sequence[Item], outcomes: dict[int, Outcome]
) -> None:
    """Raw payloads of accepted messages, quarantine of refused ones, and the tallies of imports."""
    accepted = [(one, outcomes[n]) for n, one in enumerate(incoming) if outcomes[n].status != "refused"]
    inbox.keep_raw(work, [(one, done.order_id or 0) for one, done in accepted if done.status != "duplicate"])
    await inbox.accept_replays(work, [one for one, _ in accepted], batch.at)
    refused = [(one, why) for n, one in enumerate(incoming) if (why := outcomes[n].refusal) is not None]
    await inbox.refuse(work, refused, batch.at)
    inbox.tally(work, _tallies(batch, incoming, items, outcomes))


def _tallies(
    batch: Batch, incoming: Sequence[Incoming], items: Sequence[Item], outcomes: dict[int, Outcome]
) -> dict[int, Tally]:
    tallies: dict[int, Tally] = {}
    messages = {item.position: item.message for item in items}
    for position, one in enumerate(incoming):
        if one.import_id is not None:
            tally = tallies.setdefault(one.import_id, Tally())
            _count(tally, batch, one, messages.get(position), outcomes[position])
    return tallies


def _count(tally: Tally, batch: Batch, one: Incoming, message: Message | None, outcome: Outcome) -> None:
    tally.messages += 1
    if outcome.status == "refused":
        tally.lines_quarantined += one.row_count
    elif outcome.status in ("duplicate", "late", "updated"):
        tally.lines_known += one.row_count
        if outcome.status == "updated":
            tally.updates += 1
        else:
            tally.duplicates += 1
    elif isinstance(message, CreditMessage):
        tally.credits += 1
        tally.lines_stored += one.row_count
        tally.net_minor -= sum(line.amount_minor for line in message.lines)
    else:
        assert outcome.order_id is not None
        tally.orders += 1
        tally.lines_stored += one.row_count
        tally.net_minor += batch.orders[outcome.order_id].total_minor


async def pass_inbox(connection: Connection, house: House, *, row_count_max: int, paused: Collection[str] = ()) -> int:
    """Claims waiting messages and passes them, in one transaction. Gives how many there were."""
    async with transaction(connection) as work:
        incoming = await inbox.claim(work, at=house.clock.now(), row_count_max=row_count_max)
        if incoming:
            await pass_messages(work, house, incoming, actor="channel", paused=paused)
    return len(incoming)


async def pass_due(connection: Connection, house: House, *, row_count_max: int, paused: Collection[str] = ()) -> int:
    """Claims orders whose time has come and carries them on, in one transaction. Gives how many there were."""
    async with transaction(connection) as work:
        at = house.clock.now()
        claimed = await orders_store.claim_due(work, at=at, paused=list(paused), row_count_max=row_count_max)
        if claimed:
            await pass_orders(work, house, claimed, actor="system", paused=paused)
    return len(claimed)


async def pass_orders(
    work: UnitOfWork, house: House, order_ids: Sequence[int], *, actor: str, paused: Collection[str] = ()
) -> Batch:
    """Carries known orders on. Writes, but does not commit."""
    batch = await open_batch(work, house, actor)
    await load_orders(work, batch, order_ids)
    await lock_stock(work, batch)
    await take_ids(work, house, batch, len(batch.orders))
    carry_on(batch, paused)
    finish(batch)
    await write_batch(work, house, batch)
    return batch


async def wake(connection: Connection, house: House, *, sku_count_max: int = 500) -> int:
    """Lets orders that wait for stock be taken up where some arrived. Gives the number of SKUs."""
    async with transaction(connection) as work:
        skus = await inventory.take_arrivals(work, until=house.clock.now(), row_count_max=sku_count_max)
        if skus:
            await orders_store.wake_short(work, skus, house.clock.now())
    return len(skus)
