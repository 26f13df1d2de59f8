"""What orders need to know of the catalog."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SkuRef:
    """A SKU as a line sees it. `components` are (sku_id, qty, price_weight, name), for bundles only."""

    id: int
    name: str
    is_bundle: bool = False
    components: tuple[tuple[int, int, int, str], ...] = ()
