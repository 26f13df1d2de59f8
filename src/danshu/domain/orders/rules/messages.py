"""What a further message changes. The same one twice, late ones and ones out of order change nothing wrongly (A5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.domain.orders.rules import claims
from danshu.domain.orders.rules.build import line_code, make_contact, message_hash, read_receiver, seal_contact
from danshu.ground.vault.rules import Vault, mask_name, mask_phone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.domain.orders.model import Line, Order, Source
    from danshu.domain.orders.rules.batch import Batch
    from danshu.sdk.orders import OrderMessage

# How far along each status is: without a modification time, an order never goes back to a lower rank.
RANK = {
    "pending_payment": 0, "deposit_paid": 1, "paid": 3, "locked": 3, "partially_shipped": 4, "shipped": 5,
    "delivered": 6, "completed": 7, "cancelled": 8, "closed": 8,
}  # fmt: skip


def is_late(source: Source, message: OrderMessage) -> bool:
    """Whether the message tells less than what is known already."""
    if source.modified_at is not None and message.modified_at is not None and message.modified_at != source.modified_at:
        return message.modified_at < source.modified_at
    return RANK[message.status] < RANK[source.status]


def apply(batch: Batch, order: Order, source: Source, message: OrderMessage, vault: Vault) -> str:
    """Applies a message to a known order. Gives `duplicate`, `late` or `applied`."""
    digest = message_hash(message)
    if digest == source.message_hash:
        return "duplicate"
    if is_late(source, message):
        batch.step(order, "order.message_late", status=message.status)
        return "late"
    before = source.status
    source.status, source.message_hash = message.status, digest
    source.modified_at = message.modified_at or source.modified_at
    batch.story(order)
    if order.closed_at is None or _reopen(batch, order, message):
        _apply_payment(batch, order, message)
        order.refunded_minor = max(order.refunded_minor, min(message.refunded_minor, order.paid_minor))
    # What was split off has no number of its own on the channel: the same word is about it too.
    family = [one for one in (order, *split_parts(batch, order)) if one.closed_at is None]
    for one in family:
        _apply_lock(batch, one, message)
    if message.status in ("cancelled", "closed"):
        for one in family:
            _apply_end(batch, one, source, message, f"channel: {before} -> {message.status}")
        return "applied"
    _apply_content(batch, order, family, source, message, vault)
    for one in family:
        if message.status in ("shipped", "delivered", "completed"):
            _apply_shipped(batch, one, message)
        if message.status in ("delivered", "completed"):
            _apply_arrival(batch, one, message)
        if one.stage not in ("shipping", "tracking", "settlement", "done"):
            one.run_at = batch.at
    return "applied"


def split_parts(batch: Batch, order: Order) -> list[Order]:
    """What was split off the order, and off its parts, as far as the batch has read it."""
    found: list[Order] = []
    for part_id in (order.related or {}).get("split_into", []):
        part = batch.orders.get(part_id)
        if part is not None:
            found += [part, *split_parts(batch, part)]
    return found


def lines_of(order: Order, source: Source) -> list[Line]:
    """The lines that a source number is about: in a merged order only those that came with it."""
    merged = (order.related or {}).get("merged", [])
    for record in merged:
        if [source.shop_id, source.source_no] in record["sources"]:
            return [line for line in order.lines if line.line_no in record["line_nos"]]
    others = {line_no for record in merged for line_no in record["line_nos"]}
    return [line for line in order.lines if line.line_no not in others]


def _reopen(batch: Batch, order: Order, message: OrderMessage) -> bool:
    """An order that expired unpaid and was paid after all goes on: it reserves anew, or waits for stock (B5)."""
    if order.close_reason != "unpaid" or RANK[message.status] not in range(RANK["paid"], RANK["shipped"]):
        return False
    order.closed_at, order.close_reason = None, None
    order.stage, order.run_at = "reservation", batch.at
    return True


def _apply_payment(batch: Batch, order: Order, message: OrderMessage) -> None:
    if message.status == "deposit_paid" and order.payment == "unpaid":
        order.payment = "deposit"
        order.paid_minor = message.paid_minor or 0
        batch.step(order, "order.paid", deposit=True, paid_minor=order.paid_minor)
    elif RANK[message.status] in range(3, 8) and order.payment in ("unpaid", "deposit"):
        claims.pay(batch, order)
        order.payment = "paid"
        order.paid_at = message.paid_at or message.modified_at or batch.at
        order.paid_minor = message.paid_minor if message.paid_minor is not None else order.total_minor
        order.expires_at = None
        batch.step(order, "order.paid", paid_minor=order.paid_minor)


def _apply_lock(batch: Batch, order: Order, message: OrderMessage) -> None:
    """The channel's own ban on shipping comes and goes with its status."""
    if message.status == "locked":
        batch.hold(order, "channel.locked", "the channel does not allow shipping", "channel")
    elif RANK[message.status] >= RANK["paid"] and not any(source.status == "locked" for source in order.sources):
        batch.release_hold(order, "channel.locked", "channel", f"the channel says {message.status}")
    if message.status == "deposit_paid":
        batch.hold(order, "presale.balance", "only the deposit is paid", "channel")
    elif RANK[message.status] >= RANK["paid"]:
        batch.release_hold(order, "presale.balance", "channel", "the balance is paid")


def _apply_content(
    batch: Batch, order: Order, family: list[Order], source: Source, message: OrderMessage, vault: Vault
) -> None:
    """Receiver and lines: taken over before release, a hold after it, so that a person compares."""
    cancelled, left_over, unknown = _apply_line_changes(batch, order, family, source, message)
    for one in family:
        moved, kept = _apply_receiver(one, message, vault)
        if one.released_at is None and (moved or one.id in cancelled):
            what = [name for name, differs in (("receiver", moved), ("lines", one.id in cancelled)) if differs]
            batch.step(one, "order.changed", what=what)
        differences = ["receiver"] if kept or (moved and one.released_at is not None) else []
        if one.id in left_over or (unknown and one is order):
            differences.append("lines")
        if differences and not _has_left(one):
            when = "by lines that are not known here"
            if kept or one.released_at is not None:
                when = "after release" if one.released_at is not None else "after it was edited here"
            batch.hold(one, "channel.changed", f"the channel changed {', '.join(differences)} {when}", "channel")


PERSONAL = ("name", "phone", "detail", "town")


def _apply_receiver(order: Order, message: OrderMessage, vault: Vault) -> tuple[bool, bool]:
    """Takes a new receiver over before release; gives whether it differs, and whether a person's edit was kept.

    What is masked replaces nothing plain. The channel's value and ours are kept apart: once a person has edited the
    receiver, a change by the channel is compared with what the channel said before.
    """
    address = read_receiver(message.receiver)
    contact = seal_contact(vault, message.receiver, address, message)
    known = order.contact.plain if order.contact else {}
    if message.receiver.masked and known and not known.get("masked"):
        return False, False
    theirs = known.get("channel")
    before = known if theirs is None else theirs
    if not any(contact.plain.get(key) and contact.plain.get(key) != before.get(key) for key in PERSONAL):
        return False, False
    if theirs is not None:
        now = {key: contact.plain.get(key) or before.get(key) for key in PERSONAL}
        order.contact = make_contact(vault, {**known, "channel": now})
        return False, True
    if order.released_at is None:
        plain = {**known, **contact.plain}
        if not message.receiver.masked:
            plain.pop("masked", None)
        order.contact = make_contact(vault, plain)
        order.receiver_masked, order.phone_masked = mask_name(plain.get("name")), mask_phone(plain.get("phone"))
        order.province, order.city, order.district = address.province, address.city, address.district
        order.longitude, order.latitude = address.longitude, address.latitude
        if order.stage in ("screening", "sourcing", "release"):
            order.stage = "promise"  # what was wrong with the old receiver is looked at anew
    return True, False


def _apply_line_changes(
    batch: Batch, order: Order, family: list[Order], source: Source, message: OrderMessage
) -> tuple[set[int], set[int], bool]:
    """Cancels what the channel cancelled or reduced, in orders that are not released.

    Gives the orders that lost units, those that are released and should lose some, and whether the channel names lines
    that are not known here. Lines of one code are compared by their sum; a quantity that a person set is ours.
    """
    wanted: dict[str | None, int] = {}
    for sold in message.lines:
        key = sold.source_line_no or line_code(sold)
        wanted[key] = wanted.get(key, 0) + (0 if sold.status in ("cancelled", "closed") else sold.qty)
    ours: dict[str | None, list[tuple[Order, Line]]] = {}
    for one in (order, *split_parts(batch, order)):
        for line in lines_of(order, source) if one is order else one.lines:
            if line.parent_line_no is None:
                ours.setdefault(line.source_line_no or line.item_code, []).append((one, line))
    cancelled: set[int] = set()
    left_over: set[int] = set()
    for key, qty in wanted.items():
        places = ours.get(key, [])
        if qty and any(line.line_no in (one.related or {}).get("changed_lines", []) for one, line in places):
            continue
        fewer = sum(line.open_qty for _, line in places) - qty
        for one, line in reversed(places):
            part = min(fewer, claims.cancellable(one, line))
            if part <= 0 or one not in family:
                continue
            if one.released_at is None:
                claims.cancel_units(batch, one, line, part, "channel")
                cancelled.add(one.id)
            else:
                left_over.add(one.id)
            fewer -= part
    return cancelled, left_over, any(qty and key not in ours for key, qty in wanted.items())


def _has_left(order: Order) -> bool:
    """Whether nothing that is still wanted is in the house any more."""
    return all(line.shipped_qty >= line.open_qty for line in order.stocked_lines())


def _apply_shipped(batch: Batch, order: Order, message: OrderMessage) -> None:
    """The channel says that goods left which have not left here: they went another way, or a person looks first."""
    if _has_left(order) or any(line.shipped_qty for line in order.lines):
        return
    if order.released_at is not None:
        batch.hold(order, "channel.changed", f"the channel says {message.status}, nothing has left here", "channel")
        return
    claims.unreserve(batch, order, "shipped outside")
    for line in order.stocked_lines():
        line.released_qty = line.picking_qty = line.shipped_qty = line.open_qty
    order.shipped_at = message.shipped_at or message.modified_at or batch.at
    for code in [hold.code for hold in order.holds if hold.released_at is None]:
        batch.release_hold(order, code, "channel", "shipped outside")
    order.stage, order.run_at = "done", None
    batch.step(order, "order.shipped", units=sum(line.shipped_qty for line in order.stocked_lines()), source="channel")


def _apply_arrival(batch: Batch, order: Order, message: OrderMessage) -> None:
    """The buyer has it: delivered quantities follow what was shipped."""
    if not _has_left(order):
        return
    if order.delivered_at is None:
        for line in order.lines:
            line.delivered_qty = line.shipped_qty
        order.delivered_at = message.delivered_at or message.completed_at or batch.at
        batch.step(order, "order.delivered", source="channel")
        order.stage, order.run_at = "settlement", batch.at
    if message.status == "completed" and order.completed_at is None:
        order.completed_at = message.completed_at or batch.at
        batch.step(order, "order.completed", source="channel")
        order.stage, order.run_at = "settlement", batch.at


def _apply_end(batch: Batch, order: Order, source: Source, message: OrderMessage, why: str) -> None:
    """The channel cancelled, or refunded in full. A merged order loses only the lines of that number."""
    reason = message.close_reason or why
    whole = not order.sources or len(order.sources) == 1
    cancel(batch, order, reason, None if whole else lines_of(order, source))
    if message.status == "closed" and (whole or order.closed_at is not None):
        # Closed means after payment: where its message has not come yet, this one tells it.
        if order.payment in ("unpaid", "deposit") and order.sources:
            order.paid_minor = message.paid_minor if message.paid_minor is not None else order.total_minor
            order.paid_at = message.paid_at or message.modified_at or batch.at
        order.payment = "refunded"


def cancel(batch: Batch, order: Order, reason: str, lines: Sequence[Line] | None = None) -> None:
    """Cancels all that has not left, or these lines of it, and raises an intercept for what has (A5)."""
    about = order.lines if lines is None else lines
    shipped = sum(line.shipped_qty for line in about if line.is_stocked)
    freed = claims.cancel_open(batch, order, reason, about)
    batch.step(order, "order.cancelled", why=reason, units_freed=freed)
    if shipped and order.delivered_at is None:
        batch.hold(order, "intercept", "cancelled after the parcel had left", "channel")
        batch.step(order, "order.intercept", units=shipped)
        order.run_at = None
    elif not shipped and not any(line.open_qty > 0 for line in order.stocked_lines()):
        order.closed_at, order.close_reason = batch.at, reason
        order.stage, order.run_at, order.expires_at = "done", None, None
