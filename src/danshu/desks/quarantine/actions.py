"""Replay, mend and discard. A replay goes through the inbox like any message: there is one way into the house."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

import msgspec

from danshu.desks.quarantine import rules, store
from danshu.desks.quarantine.model import Outcome
from danshu.domain.inbox import store as inbox
from danshu.domain.inbox.model import Incoming, RawRows, Refusal
from danshu.domain.shops import store as shops
from danshu.kernel.errors import DanshuError
from danshu.sdk.files import FileContext, ParsedOrder, RowError, SheetRow
from danshu.sdk.orders import Message
from danshu.sdk.registry import formats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.db.unit_of_work import UnitOfWork
    from danshu.domain.inbox.model import Quarantined
    from danshu.domain.orders.store import IdBlocks
    from danshu.domain.shops.model import Shop
    from danshu.ground.vault.rules import Vault
    from danshu.kernel.clock import Clock

BULK_MAX = 1_000
_decode = msgspec.json.Decoder(Message | RawRows).decode
_encode = msgspec.json.Encoder().encode
# What a content that was edited by hand can raise while it is read.
_CONTENT_ERRORS = (DanshuError, ValueError, ArithmeticError, LookupError, TypeError)


class House(Protocol):
    """What a replay needs of the process that it runs in."""

    @property
    def vault(self) -> Vault: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def ids(self) -> IdBlocks: ...


async def replay(work: UnitOfWork, house: House, ids: Sequence[int], actor: str) -> list[Outcome]:
    """Tries items again, in the order given. Rows are read by their format anew; messages go as they are.

    An item closes when its order is stored; until then, and when it fails again, it stays open.
    """
    wanted = list(dict.fromkeys(ids))
    items = {item.id: item for item in await inbox.take_quarantined(work, wanted)}
    waiting = await store.find_waiting(work, list(items)) if items else set()
    known_shops = await shops.read_all(work)
    outcomes: list[Outcome] = []
    queued: list[Incoming] = []
    for item_id in wanted:
        item = items.get(item_id)
        if item is None or item_id in waiting:
            outcomes.append(Outcome(item_id, "no_change"))
            continue
        found = _messages(item, house.vault, known_shops.get(item.shop_id or 0))
        if isinstance(found, Refusal):
            outcomes.append(Outcome(item_id, "refused", found))
            continue
        message_ids = await house.ids.take(work, len(found))
        queued += [_incoming(house, item, *one) for one in zip(message_ids, found, strict=True)]
        outcomes.append(Outcome(item_id, "queued"))
    inbox.put(work, queued)
    await inbox.note_replay(work, [one.id for one in outcomes if one.outcome == "queued"], actor)
    refused = [(one.id, one.refusal) for one in outcomes if one.refusal is not None]
    if refused:
        await inbox.refuse_again(work, refused)
    return outcomes


def _incoming(house: House, item: Quarantined, message_id: int, found: tuple[Message, int]) -> Incoming:
    message, rows = found
    return Incoming(
        message_id, item.shop_id or 0, message.source_no, house.clock.now(), f"replay:{item.id}", item.history,
        house.vault.seal(_encode(message)), rows,
    )  # fmt: skip


def _messages(item: Quarantined, vault: Vault, shop: Shop | None) -> list[tuple[Message, int]] | Refusal:
    """The item's messages with their numbers of rows, or why there still are none."""
    try:
        content = _decode(vault.open(item.body))
        if not isinstance(content, RawRows):
            return [(content, item.row_count)]
        if shop is None or content.format not in formats():
            raise DanshuError(
                "quarantine.no_format",
                f"The rows are in the format {content.format}, which is not installed, or their shop is gone.",
                "Install the connector again, or discard them.",
            )
        rows = [SheetRow(row.no, row.cells, RowError(**row.fault) if row.fault else None) for row in content.rows]
        parsed = list(formats()[content.format].parse(iter(rows), FileContext(shop.currency, ZoneInfo(shop.zone))))
    except _CONTENT_ERRORS as error:
        return _refusal(error)
    for group in parsed:
        if not isinstance(group, ParsedOrder):
            # All or nothing: an order with half of its rows is worse than none.
            first = group.errors[0]
            return Refusal(first.code, first.what_zh, first.what_en, first.mend_zh, first.mend_en)
    return [(group.message, len(group.row_nos)) for group in parsed if isinstance(group, ParsedOrder)]


def _refusal(error: Exception) -> Refusal:
    if isinstance(error, DanshuError):
        return Refusal(error.code, f"无法重放：{error.what}", error.what, f"请修正后重放：{error.mend}", error.mend)
    detail = f"{type(error).__name__}: {error}"[:300]
    return Refusal(
        "intake.unreadable", f"内容无法读取：{detail}", f"The content can't be read: {detail}.",
        "请修正内容后重放。", "Mend the content, then replay it.",
    )  # fmt: skip


async def mend(work: UnitOfWork, house: House, item_id: int, payload: dict[str, Any]) -> None:
    """Puts an edited content in the place of an open item's; masked values that were left alone keep the true ones.

    Raises `quarantine.not_open` and `quarantine.bad_payload`.
    """
    found = await inbox.take_quarantined(work, [item_id])
    if not found or item_id in await store.find_waiting(work, [item_id]):
        raise DanshuError(
            "quarantine.not_open",
            f"Item {item_id} of the quarantine is not open, or is being replayed.",
            "Read the list anew.",
            status=409,
        )
    known = house.vault.open_json(found[0].body)
    content = rules.edited(known, payload)
    rules.check_shape(known, content)
    if content["type"] == "rows":
        content = rules.without_mended_faults(known, content)
        source_no = found[0].source_no
    else:
        source_no = str(content.get("source_no") or "")[:100] or None
    await inbox.rewrite(work, item_id, house.vault.seal_json(content), source_no)


async def discard(work: UnitOfWork, house: House, ids: Sequence[int], reason: str, actor: str) -> list[Outcome]:
    """Closes open items without an order; their content stays, with who and why."""
    wanted = list(dict.fromkeys(ids))
    waiting = await store.find_waiting(work, wanted)
    items = {item.id for item in await inbox.take_quarantined(work, wanted)} - waiting
    await inbox.resolve(work, sorted(items), state="discarded", at=house.clock.now(), actor=actor, note=reason)
    return [Outcome(item_id, "discarded" if item_id in items else "no_change") for item_id in wanted]
