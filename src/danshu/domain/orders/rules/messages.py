"""What a further message changes. The same one twice, late ones and ones out of order change nothing wrongly (A5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.domain.orders.rules import claims
from danshu.domain.orders.rules.build import line_code, make_contact, message_hash, read_receiver, seal_contact
from danshu.ground.vault.rules import Vault, mask_name, mask_phone

if TYPE_CHECKING:
    from danshu.domain.orders.model import Order, Source
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
    if order.closed_at is not None and not _reopen(batch, order, message):
        return "applied"
    _apply_payment(batch, order, message)
    _apply_lock(batch, order, message)
    _apply_content(batch, order, message, vault)
    if message.status in ("cancelled", "closed"):
        cancel(batch, order, message.close_reason or f"channel: {before} -> {message.status}")
    elif message.status in ("delivered", "completed"):
        _apply_arrival(batch, order, message)
    order.refunded_minor = max(order.refunded_minor, min(message.refunded_minor, order.paid_minor))
    if order.stage not in ("shipping", "tracking", "settlement", "done"):
        order.run_at = batch.at
    return "applied"


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
    elif RANK[message.status] >= RANK["paid"]:
        batch.release_hold(order, "channel.locked", "channel", f"the channel says {message.status}")
    if message.status == "deposit_paid":
        batch.hold(order, "presale.balance", "only the deposit is paid", "channel")
    elif RANK[message.status] >= RANK["paid"]:
        batch.release_hold(order, "presale.balance", "channel", "the balance is paid")


def _apply_content(batch: Batch, order: Order, message: OrderMessage, vault: Vault) -> None:
    """Receiver and lines: taken over before release, a hold after it, so that a person compares."""
    differences = []
    address = read_receiver(message.receiver)
    contact = seal_contact(vault, message.receiver, address, message)
    known = order.contact.plain if order.contact else {}
    personal = ("name", "phone", "detail", "town")
    if contact.plain and any(contact.plain.get(key) and contact.plain.get(key) != known.get(key) for key in personal):
        differences.append("receiver")
        if order.released_at is None:
            order.contact = make_contact(vault, {**known, **contact.plain})
            order.receiver_masked, order.phone_masked = (
                mask_name(contact.plain.get("name")),
                mask_phone(contact.plain.get("phone")),
            )
            order.province, order.city, order.district = address.province, address.city, address.district
            order.longitude, order.latitude = address.longitude, address.latitude
    fewer = _apply_line_changes(batch, order, message)
    if fewer:
        differences.append("lines")
    if differences and order.released_at is None:
        batch.step(order, "order.changed", what=differences)
    elif differences and order.shipped_qty < order.unit_qty:
        batch.hold(order, "channel.changed", f"the channel changed {', '.join(differences)} after release", "channel")


def _apply_line_changes(batch: Batch, order: Order, message: OrderMessage) -> bool:
    """Lines that the channel cancelled or reduced before release; gives whether anything differs."""
    differs = False
    ours = {line.source_line_no or line.item_code: line for line in order.lines if line.parent_line_no is None}
    for sold in message.lines:
        line = ours.get(sold.source_line_no or line_code(sold))
        if line is None:
            differs = True
            continue
        wanted = 0 if sold.status in ("cancelled", "closed") else sold.qty
        fewer = line.qty - line.cancelled_qty - wanted
        if fewer > 0:
            differs = True
            if order.released_at is None:
                claims.cancel_units(
                    batch, order, line, min(fewer, line.qty - line.cancelled_qty - line.shipped_qty), "channel"
                )
    return differs


def _apply_arrival(batch: Batch, order: Order, message: OrderMessage) -> None:
    """The buyer has it: delivered quantities follow what was shipped here."""
    if order.shipped_qty < order.unit_qty or order.delivered_at is not None:
        return
    for line in order.lines:
        line.delivered_qty = line.shipped_qty
    order.delivered_at = message.delivered_at or message.completed_at or batch.at
    order.stage, order.run_at = "settlement", batch.at
    if message.status == "completed":
        order.completed_at = message.completed_at or batch.at
    batch.step(order, "order.delivered", source="channel")


def cancel(batch: Batch, order: Order, reason: str) -> None:
    """Cancels all that has not left, and raises an intercept for what has (A5)."""
    shipped = sum(line.shipped_qty for line in order.stocked_lines())
    freed = claims.cancel_open(batch, order, reason)
    batch.step(order, "order.cancelled", why=reason, units_freed=freed)
    if order.payment in ("unpaid", "deposit") and not shipped:
        order.expires_at = None
    if shipped:
        batch.hold(order, "intercept", "cancelled after the parcel had left", "channel")
        batch.step(order, "order.intercept", units=shipped)
        order.run_at = None
        return
    order.closed_at, order.close_reason = batch.at, reason
    order.stage, order.run_at = "done", None
