"""Messages become orders: read what is known of them, then decide each in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.domain.catalog import store as catalog
from danshu.domain.customers import store as customers
from danshu.domain.orders import store as orders_store
from danshu.domain.orders.model import Contact, Order
from danshu.domain.orders.rules import build, messages
from danshu.kernel.errors import DanshuError
from danshu.sdk.orders import CreditMessage, OrderMessage
from danshu.stages.intake.model import Item, Outcome
from danshu.stages.intake.rules import decode_message, refusal_of, take_back
from danshu.stages.intake.store import find_credit_candidates, known_credits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from danshu.db.unit_of_work import UnitOfWork
    from danshu.domain.catalog.model import SkuRef
    from danshu.domain.inbox.model import Incoming
    from danshu.domain.orders.model import Source
    from danshu.domain.orders.rules.batch import Batch, Reference
    from danshu.ground.vault.rules import Vault

# A number moves when orders are merged or unmerged; it does not do so for ever.
_LOOKS_MAX = 3
# What a message's content can raise while it is read or applied: anything else is a fault of the house, not of the message.
CONTENT_ERRORS = (DanshuError, ValueError, ArithmeticError, LookupError, TypeError)


def open_messages(
    vault: Vault, reference: Reference, incoming: Sequence[Incoming]
) -> tuple[list[Item], dict[int, Outcome]]:
    """Opens and checks messages. Gives those that can be read, and the refusals of the others by position."""
    items, outcomes = [], {}
    for position, one in enumerate(incoming):
        try:
            message = decode_message(vault.open(one.body))
            shop = reference.shops[one.shop_id]
            if isinstance(message, OrderMessage):
                build.check(message, one.received_at)
            else:
                build.check_credit(message)
        except CONTENT_ERRORS as error:
            outcomes[position] = Outcome("refused", refusal=refusal_of(error))
            continue
        items.append(Item(position, one, shop, message))
    return items, outcomes


class Known:
    """What was read for a batch of messages."""

    def __init__(
        self,
        sources: dict[tuple[int, str], int],
        skus: dict[int, dict[str, SkuRef | None]],
        credits: set[tuple[int, str]],
    ) -> None:
        self.sources = sources
        self.skus = skus
        self.credits = credits
        self.by_buyer: dict[int, list[Order]] = {}


async def read(work: UnitOfWork, batch: Batch, items: Sequence[Item], vault: Vault) -> Known:
    """Locks the orders that these messages are about and reads their contacts, the SKUs, and earlier credits."""
    sources = await orders_store.find_sources(
        work, {(i.shop.id, i.message.source_no) for i in items if isinstance(i.message, OrderMessage)}
    )
    credit_items = [i for i in items if isinstance(i.message, CreditMessage)]
    candidates, done = set(), set()
    if credit_items:
        done = await known_credits(work, [(i.shop.id, i.message.source_no) for i in credit_items])
        candidates = await find_credit_candidates(work, [_credit_key(vault, i) for i in credit_items])
    batch.orders.update(await orders_store.lock(work, {*sources.values(), *candidates}))
    for _ in range(_LOOKS_MAX):
        moved = [key for key, order_id in sources.items() if _gone(batch, key, order_id)]
        if not moved:
            break
        sources.update(await orders_store.find_sources(work, moved))
        batch.orders.update(await orders_store.lock(work, set(sources.values()) - batch.orders.keys()))
    known_ids = sorted(set(sources.values()) | await _lock_parts(work, batch))
    if known_ids:
        for order_id, row in (await customers.read(work, known_ids)).items():
            if order_id in batch.orders:
                batch.orders[order_id].contact = Contact(vault.open_json(row[0]), *row)
    skus = await _resolve(work, batch, items)
    return Known(sources, skus, done)


def _gone(batch: Batch, key: tuple[int, str], order_id: int) -> bool:
    """Whether a merge moved the number to another order between our look and our lock."""
    order = batch.orders.get(order_id)
    return order is not None and not any((s.shop_id, s.source_no) == key for s in order.sources)


async def _lock_parts(work: UnitOfWork, batch: Batch) -> set[int]:
    """Locks what was split off these orders: what the channel says of the whole is about every part."""
    found: set[int] = set()
    while (
        wanted := {part for order in batch.orders.values() for part in (order.related or {}).get("split_into", [])}
        - batch.orders.keys()
    ):
        parts = await orders_store.lock(work, wanted)
        if not parts:
            break
        batch.orders.update(parts)
        found |= parts.keys()
    return found


async def _resolve(work: UnitOfWork, batch: Batch, items: Sequence[Item]) -> dict[int, dict[str, SkuRef | None]]:
    """shop id -> item code -> SKU. History makes the SKUs that it lacks; live items without one are noted to be matched."""
    titles: dict[tuple[int, str], str] = {}
    history: set[tuple[int, str]] = set()
    for item in items:
        for line in item.message.lines if isinstance(item.message, OrderMessage) else ():
            code = build.line_code(line)
            if code:
                titles.setdefault((item.shop.id, code), line.title)
                if item.incoming.history:
                    history.add((item.shop.id, code))
    if not titles:
        return {}
    keys = sorted(titles)
    found = await catalog.resolve(work, keys)
    missing = [key for key in keys if key not in found]
    if missing:
        made = [key for key in missing if key in history]
        if made:
            await catalog.create_missing(work, [(code, titles[shop, code]) for shop, code in made], batch.at)
            found.update(await catalog.resolve(work, made))
        unmatched = [(*key, titles[key]) for key in missing if key not in found]
        if unmatched:
            await catalog.note_unmatched(work, unmatched, batch.at)
    skus: dict[int, dict[str, SkuRef | None]] = {}
    for (shop_id, code), ref in found.items():
        skus.setdefault(shop_id, {})[code] = ref
    return skus


def _credit_key(vault: Vault, item: Item) -> tuple[int, list[str]]:
    """(blind index of the buyer, codes) of a credit; a credit without a buyer finds no earlier order."""
    assert isinstance(item.message, CreditMessage)
    buyer = item.message.buyer_id
    key = vault.blind(f"buyer:{item.shop.id}", buyer) if buyer else 0
    return key, [line.code for line in item.message.lines if line.code]


def sku_ids(batch: Batch, items: Iterable[Item], known: Known) -> set[int]:
    """Every SKU whose balances these messages may move."""
    ids = {line.sku_id for order in batch.orders.values() for line in order.lines if line.sku_id is not None}
    for item in items:
        if item.incoming.history or not isinstance(item.message, OrderMessage):
            continue
        shop_skus = known.skus.get(item.shop.id, {})
        for line in item.message.lines:
            ref = shop_skus.get(build.line_code(line) or "")
            if ref is not None:
                ids.update(component[0] for component in ref.components) if ref.is_bundle else ids.add(ref.id)
    return ids


def run(batch: Batch, items: Sequence[Item], known: Known, vault: Vault) -> dict[int, Outcome]:
    """Applies the messages in their order. Gives the outcome of each by its position."""
    for order in batch.orders.values():
        if order.buyer_key is not None:
            known.by_buyer.setdefault(order.buyer_key, []).append(order)
    return {item.position: _apply(batch, item, known, vault) for item in items}


def _apply(batch: Batch, item: Item, known: Known, vault: Vault) -> Outcome:
    message, shop = item.message, item.shop
    if isinstance(message, CreditMessage):
        return _apply_credit(batch, item, message, known, vault)
    order_id = known.sources.get((shop.id, message.source_no))
    if order_id is not None:
        order = batch.orders[order_id]
        source = next(s for s in order.sources if s.source_no == message.source_no and s.shop_id == shop.id)
        if item.incoming.history and item.incoming.replay_of is not None:
            return _add_rows(batch, order, source, message, known.skus.get(shop.id, {}))
        applied = messages.apply(batch, order, source, message, vault)
        return Outcome("updated" if applied == "applied" else "late" if applied == "late" else "duplicate", order_id)
    order = build.build_order(batch.new_id(), message, shop, known.skus.get(shop.id, {}), vault, batch.at)
    batch.orders[order.id] = order
    known.sources[shop.id, message.source_no] = order.id
    if order.buyer_key is not None:
        known.by_buyer.setdefault(order.buyer_key, []).append(order)
    if item.incoming.history or build.is_over(message):
        build.settle_outside(order, message)
        batch.step(order, "order.imported" if item.incoming.history else "order.accepted", status=message.status)
        return Outcome("created", order.id)
    build.settle_lines(order, message)
    batch.step(order, "order.accepted", status=message.status, total_minor=order.total_minor, lines=order.line_count)
    if message.status == "locked":
        batch.hold(order, "channel.locked", "the channel does not allow shipping", "channel")
    if message.status == "deposit_paid":
        batch.hold(order, "presale.balance", "only the deposit is paid", "channel")
    for code in message.tags:
        if code in ("quantity.merged", "amount.mismatch"):
            batch.hold(order, code, "the source does not say enough", "stage:intake")
    return Outcome("created", order.id)


def _add_rows(
    batch: Batch, order: Order, source: Source, message: OrderMessage, skus: dict[str, SkuRef | None]
) -> Outcome:
    """Mended rows of a past order: the file's other rows made it without them."""
    if build.message_hash(message) == source.message_hash:
        return Outcome("duplicate", order.id)
    try:
        build.add_history_lines(order, message, skus)
    except DanshuError as error:
        return Outcome("refused", refusal=refusal_of(error))
    batch.step(order, "order.edited", lines_added=len(message.lines), why="replay")
    return Outcome("updated", order.id)


def _apply_credit(batch: Batch, item: Item, message: CreditMessage, known: Known, vault: Vault) -> Outcome:
    key = (item.shop.id, message.source_no)
    if key in known.credits:
        return Outcome("duplicate")
    known.credits.add(key)
    buyer = message.buyer_id
    candidates = known.by_buyer.get(vault.blind(f"buyer:{item.shop.id}", buyer), []) if buyer else []
    credits = take_back(batch, item.shop, message, candidates, batch.new_id())
    return Outcome("credited", credits[0].order_id)
