"""Channel items become SKUs by the listing map, else by a SKU of the same code."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from danshu.db.sql import SqlFolder
from danshu.domain.catalog.model import Component, Listing, Sku, SkuRef

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from danshu.db.unit_of_work import UnitOfWork

SQL = SqlFolder(__name__)


async def resolve(work: UnitOfWork, items: Sequence[tuple[int, str]]) -> dict[tuple[int, str], SkuRef]:
    """(shop id, item code) -> SKU, for those that are known; bundles come with their components."""
    rows = await work.fetch(SQL.resolve_items, shop_ids=[i[0] for i in items], codes=[i[1] for i in items])
    found = {(row[0], row[1]): SkuRef(row[2], row[3], row[4]) for row in rows}
    bundles = sorted({ref.id for ref in found.values() if ref.is_bundle})
    if bundles:
        parts: dict[int, list[tuple[int, int, int, str]]] = {}
        for bundle_id, sku_id, qty, weight, name in await work.fetch(SQL.read_components, bundle_ids=bundles):
            parts.setdefault(bundle_id, []).append((sku_id, qty, weight, name))
        found = {
            key: SkuRef(ref.id, ref.name, True, tuple(parts.get(ref.id, ()))) if ref.is_bundle else ref
            for key, ref in found.items()
        }
    return found


async def note_unmatched(work: UnitOfWork, items: Sequence[tuple[int, str, str]], at: datetime) -> None:
    """Keeps (shop id, item code, title) of items that have no SKU yet, so that somebody can match them."""
    unique = sorted({(shop, code): title for shop, code, title in items}.items())
    await work.run(
        SQL.note_unmatched,
        shop_ids=[key[0] for key, _ in unique],
        codes=[key[1] for key, _ in unique],
        titles=[title[:200] for _, title in unique],
        at=at,
    )


async def create_missing(work: UnitOfWork, items: Sequence[tuple[str, str]], at: datetime) -> None:
    """Makes SKUs of (code, name) where no SKU has the code: history brings its own catalog."""
    unique = sorted(dict(reversed(items)).items())
    await work.run(
        SQL.create_missing,
        codes=[code for code, _ in unique],
        names=[name[:300] or code for code, name in unique],
        at=at,
    )


async def read_skus(
    work: UnitOfWork, *, q: str | None, active: bool | None, bundles: bool | None, after: str, limit: int
) -> list[Sku]:
    """SKUs by code, from the one after `after`; `q` is the beginning of a code or barcode, or a part of a name."""
    rows = await work.fetch(
        SQL.read_skus, q=None if q is None else _pattern(q), active=active, bundles=bundles, after=after,
        row_count_max=limit,
    )  # fmt: skip
    return await _with_components(work, [Sku(*row) for row in rows])


async def read_sku(work: UnitOfWork, sku_id: int) -> Sku | None:
    rows = await work.fetch(SQL.read_sku, id=sku_id)
    return (await _with_components(work, [Sku(*rows[0])]))[0] if rows else None


async def lock_sku(work: UnitOfWork, sku_id: int) -> Sku | None:
    rows = await work.fetch(SQL.lock_sku, id=sku_id)
    return (await _with_components(work, [Sku(*rows[0])]))[0] if rows else None


async def _with_components(work: UnitOfWork, skus: list[Sku]) -> list[Sku]:
    bundles = [sku.id for sku in skus if sku.is_bundle]
    if not bundles:
        return skus
    parts: dict[int, list[Component]] = {}
    for bundle_id, *component in await work.fetch(SQL.read_component_codes, bundle_ids=bundles):
        parts.setdefault(bundle_id, []).append(Component(*component))
    return [replace(sku, components=tuple(parts.get(sku.id, ()))) for sku in skus]


async def create_sku(work: UnitOfWork, sku: Sku, at: datetime) -> int | None:
    """Gives the new id, or None when the code is taken. Components are written apart."""
    rows = await work.fetch(SQL.create_sku, code=sku.code, is_bundle=sku.is_bundle, at=at, **_changing(sku))
    return int(rows[0][0]) if rows else None


async def update_sku(work: UnitOfWork, sku: Sku) -> None:
    """Writes everything but code, kind and components."""
    await work.run(SQL.update_sku, id=sku.id, **_changing(sku))


def _changing(sku: Sku) -> dict[str, object]:
    return {
        "name": sku.name, "attributes": json.dumps(sku.attributes), "barcode": sku.barcode, "weight_g": sku.weight_g,
        "cost_minor": sku.cost_minor, "low_stock_qty": sku.low_stock_qty, "active": sku.active,
    }  # fmt: skip


async def write_components(work: UnitOfWork, bundle_id: int, parts: Sequence[tuple[int, int, int]]) -> list[Component]:
    """Puts the (SKU id, quantity, price weight) of a bundle whole. Bundles and unknown SKUs are not written."""
    await work.run(SQL.clear_components, bundle_id=bundle_id)
    rows = await work.fetch(
        SQL.create_components, bundle_id=bundle_id, sku_ids=[part[0] for part in parts],
        qtys=[part[1] for part in parts], weights=[part[2] for part in parts],
    )  # fmt: skip
    return [Component(*row) for row in rows]


async def read_listings(
    work: UnitOfWork, *, shop_id: int | None, matched: bool | None, q: str | None, before: int | None, limit: int
) -> list[Listing]:
    """Listings with an id below `before`, newest first."""
    rows = await work.fetch(
        SQL.read_listings, shop_id=shop_id, matched=matched, q=None if q is None else _pattern(q), before=before,
        row_count_max=limit,
    )  # fmt: skip
    return [Listing(*row) for row in rows]


async def read_listing(work: UnitOfWork, listing_id: int) -> Listing | None:
    rows = await work.fetch(SQL.read_listing, id=listing_id)
    return Listing(*rows[0]) if rows else None


async def create_listing(
    work: UnitOfWork, shop_id: int, item_code: str, title: str, sku_id: int | None, at: datetime
) -> int | None:
    """Gives the new id, or None when the shop has the item already."""
    rows = await work.fetch(SQL.create_listing, shop_id=shop_id, item_code=item_code, title=title, sku_id=sku_id, at=at)
    return int(rows[0][0]) if rows else None


async def match_listing(work: UnitOfWork, listing_id: int, sku_id: int | None) -> None:
    await work.run(SQL.match_listing, id=listing_id, sku_id=sku_id)


def _pattern(q: str) -> str:
    """The text as LIKE takes it, without the characters that LIKE reads as its own."""
    return q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
