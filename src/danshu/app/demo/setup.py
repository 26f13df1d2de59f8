"""Writes the demo merchant's set-up by the stores that own it, and puts the first stock on the shelves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from danshu.app.demo import merchant
from danshu.app.demo.orders import item_id
from danshu.domain.catalog import store as catalog
from danshu.domain.inventory import store as inventory
from danshu.domain.network import store as network
from danshu.domain.shops import store as shops
from danshu.ground.accounts import store as accounts
from danshu.ground.accounts.rules import hash_password
from danshu.ground.settings import store as settings
from danshu.kernel.errors import DanshuError
from danshu.pipeline import passes

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence
    from datetime import datetime
    from random import Random

    from danshu.app.demo.merchant import Article
    from danshu.db.unit_of_work import UnitOfWork
    from danshu.pipeline.passes import House

LOGIN, PASSWORD = "demo", "danshu-demo"  # told to everybody who starts the demo
SCARCE = {"JH-50": 28, "XL-Y": 13, "BB-G": 18, "CD-18": 6}
"""SKUs of which there is less than people order: a few orders wait for them."""
LOW = {"MS-80": 14, "XP-X": 11}


ALONE = {"SR-500": "CD", "CJ-10": "TJ", "YJ-F": "GZ"}
"""SKUs that lie in one warehouse only: orders with them and others leave from two."""


@dataclass(frozen=True, slots=True)
class World:
    """Ids of what was set up, by code."""

    shops: dict[str, int]
    warehouses: dict[str, int]
    skus: dict[str, int]
    actors: dict[str, str]


async def set_up(work: UnitOfWork, articles: Sequence[Article], at: datetime) -> World:
    """Settings, shops, warehouses, zones, holidays, SKUs with bundles and listings, and a user for each role."""
    values = {"merchant.name": merchant.MERCHANT, "promise.cutoff": "18:00", "promise.workdays": "1111110"}
    await settings.write(work, values, at=at, actor="system")
    shop_ids = {shop.code: await _made(shops.create(work, shop, at)) for shop in merchant.SHOPS}
    warehouses = {w.code: await _made(network.create_warehouse(work, w)) for w in merchant.WAREHOUSES}
    await network.write_zones(work, merchant.ZONES)
    await network.write_days(work, merchant.HOLIDAYS)
    skus: dict[str, int] = {}
    for article in articles:
        sku = replace(article.sku, low_stock_qty=0) if article.sku.code in SCARCE else article.sku
        skus[sku.code] = await _made(catalog.create_sku(work, sku, at))
        if article.parts:
            prices = {one.sku.code: one.price_minor for one in articles}
            parts = [(skus[code], qty, prices[code]) for code, qty in article.parts]
            await catalog.write_components(work, skus[sku.code], parts)
        elif article.weight:
            await catalog.create_listing(work, shop_ids["dy-main"], item_id(article), sku.name, skus[sku.code], at)
    return World(shop_ids, warehouses, skus, await _people(work, at))


async def _people(work: UnitOfWork, at: datetime) -> dict[str, str]:
    await accounts.create_first_user(work, LOGIN, PASSWORD, name="演示负责人", at=at)
    roles = {role.code: role.id for role in await accounts.read_roles(work)}
    # One hash for all of them: the password is the same, and no secret.
    password_hash = hash_password(PASSWORD)
    actors = {}
    for login, name, role in merchant.USERS:
        new = accounts.NewUser(login, name, password_hash, (roles[role],), None, "zh-CN")
        actors[role] = f"user:{await _made(accounts.create_user(work, new, at))}"
    return actors


async def stock_up(work: UnitOfWork, house: House, world: World, articles: Sequence[Article], rng: Random) -> None:
    """The opening stock: most at the main warehouse, next to nothing of what is scarce."""
    shares = {"HZ": 13, "GZ": 6, "CD": 4, "TJ": 5}
    wanted: list[tuple[int, int, int]] = []
    for article in articles:
        code = article.sku.code
        if article.parts:
            continue
        for warehouse, share in shares.items():
            qty = (article.weight or 12) * share + rng.randint(6, 24)
            if code in SCARCE or code in LOW:
                qty = (SCARCE | LOW)[code] if warehouse == "HZ" else 0
            elif warehouse in ("CD", "TJ") and rng.random() < 0.35:
                # The two smaller warehouses do not carry everything.
                qty = 0
            if code in ALONE:
                qty = 80 if warehouse == ALONE[code] else 0
            if qty:
                wanted.append((world.skus[code], world.warehouses[warehouse], qty))
    await receive(work, house, wanted, "期初库存")


async def receive(work: UnitOfWork, house: House, wanted: Sequence[tuple[int, int, int]], reason: str) -> None:
    """Puts (SKU id, warehouse id, units) on the shelves."""
    batch = await passes.open_batch(work, house, "system")
    for warehouse_id in sorted({warehouse_id for _, warehouse_id, _ in wanted}):
        await inventory.create(work, [sku for sku, place, _ in wanted if place == warehouse_id], warehouse_id)
    await inventory.lock(work, batch.book, [sku for sku, _, _ in wanted])
    for sku_id, warehouse_id, qty in wanted:
        batch.book.receive(sku_id, warehouse_id, qty, reason=reason)
    inventory.write(work, batch.book)


async def _made(creating: Awaitable[int | None]) -> int:
    """The id of what was just made. Raises `demo.not_empty` when its code is taken."""
    made = await creating
    if made is None:
        raise DanshuError(
            "demo.not_empty", "The database holds a merchant already.", "Load the demo into an empty data folder."
        )
    return made
