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


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a bundle: `price_weight` is its share of the bundle's price for each unit."""

    sku_id: int
    code: str
    qty: int
    price_weight: int


@dataclass(frozen=True, slots=True)
class Sku:
    """A SKU as its page shows it. `cost_minor` is in the merchant's currency, `weight_g` in grams."""

    id: int
    code: str
    name: str
    attributes: dict[str, str]
    barcode: str | None
    weight_g: int
    is_bundle: bool
    cost_minor: int | None
    low_stock_qty: int
    active: bool
    components: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A channel's item. Without `sku_id` it is matched to a SKU of the same code, if there is one."""

    id: int
    shop_id: int
    shop_name: str
    item_code: str
    title: str
    sku_id: int | None
    sku_code: str | None
    sku_name: str | None
