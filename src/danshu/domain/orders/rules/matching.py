"""Lines whose item has got a SKU: they become stock unit lines, or a bundle with its components. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.domain.orders.model import BUNDLE, COMPONENT, UNIT, Line
from danshu.kernel.money import split_by_weight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from danshu.domain.catalog.model import SkuRef
    from danshu.domain.orders.model import Order

STAGES = ("reservation", "promise", "screening", "sourcing", "release", "shipping")
"""Where an order still takes a line along; behind them everything has left the house."""


def match(order: Order, skus: Mapping[str, SkuRef]) -> list[Line]:
    """Gives the lines that got a SKU; components of bundles are new lines of the order.

    Units cancelled before stay cancelled. A bundle without components matches nothing.
    """
    if order.stage not in STAGES:
        return []
    matched = []
    for line in list(order.lines):
        sku = skus.get(line.item_code or "")
        if line.sku_id is not None or line.kind != UNIT or line.parent_line_no is not None or line.open_qty <= 0:
            continue
        if sku is None or (sku.is_bundle and not sku.components):
            continue
        line.sku_id = sku.id
        matched.append(line)
        if sku.is_bundle:
            line.kind = BUNDLE
            order.lines.extend(_components(line, sku, max(one.line_no for one in order.lines) + 1))
    return matched


def _components(sold: Line, sku: SkuRef, first_no: int) -> list[Line]:
    weights = [weight * qty for _, qty, weight, _ in sku.components]
    parts: list[Line] = []
    for paid, (sku_id, qty, _, name) in zip(split_by_weight(sold.paid_minor, weights), sku.components, strict=True):
        part = Line(
            first_no + len(parts), COMPONENT, sold.line_no, sku_id, None, None, name, None, qty * sold.qty, 0, 0, 0,
            paid, sold.is_gift, sold.placed_at,
        )  # fmt: skip
        part.cancelled_qty = qty * sold.cancelled_qty
        parts.append(part)
    return parts
