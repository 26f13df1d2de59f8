"""Channel items become SKUs by the listing map, else by a SKU of the same code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.db.sql import SqlFolder
from danshu.domain.catalog.model import SkuRef

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
