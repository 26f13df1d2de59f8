"""What holds an order before sourcing. Scores, counters and tables of the merchant's own come with the rules module."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from danshu.domain.orders.model import Order

Finding = tuple[str, str]


def findings(order: Order, settings: dict[str, Any]) -> list[Finding]:
    """(hold code, reason) of everything that is wrong with the order now. Masked receivers pass: the channel knows them."""
    found: list[Finding] = []
    unmatched = [line for line in order.stocked_lines() if line.sku_id is None and line.open_qty > 0]
    if unmatched:
        names = ", ".join(line.item_code or line.title for line in unmatched[:5])
        found.append(("sku.unmatched", f"{len(unmatched)} lines without a SKU: {names}"))
    if settings["screening.need_phone"] and not order.phone_masked:
        found.append(("phone.missing", "the order has no phone number"))
    if settings["screening.need_address"] and order.country == "CN" and not (order.province and order.city):
        found.append(("address.incomplete", "province or city is not known"))
    return found
