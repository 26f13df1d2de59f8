"""Orders, batches and the world around them in memory, for pure rules."""

from __future__ import annotations

from typing import Any

from builders.message import NOON, order_message
from danshu.domain.catalog.model import SkuRef
from danshu.domain.inventory.model import Node, Pool
from danshu.domain.inventory.rules import StockBook
from danshu.domain.network.model import Calendar, Warehouse
from danshu.domain.orders.model import Order
from danshu.domain.orders.rules.batch import Batch, Reference
from danshu.domain.orders.rules.build import build_order
from danshu.domain.shops.model import Shop
from danshu.ground.settings.model import SETTINGS
from danshu.ground.vault.rules import Vault
from danshu.sdk.orders import OrderMessage

VAULT = Vault(b"0" * 32)
SHOP = Shop(1, "tb", "旗舰店", "taobao", "TB", "CNY", "Asia/Shanghai", "placed", False, 30, True)
HANGZHOU_WAREHOUSE = Warehouse(1, "hz", "杭州仓", "浙江省", "杭州市", 120.2, 30.3, "16:00", "1111111", True)
GUANGZHOU_WAREHOUSE = Warehouse(2, "gz", "广州仓", "广东省", "广州市", 113.3, 23.1, "16:00", "1111111", True)
SKUS: dict[str, SkuRef | None] = {
    "A": SkuRef(1, "A"), "B": SkuRef(2, "B"), "C": SkuRef(3, "C"),
    "SET": SkuRef(9, "SET", True, ((1, 2, 1, "A"), (2, 1, 3, "B"))),
    "EMPTY": SkuRef(10, "EMPTY", True, ()),
}  # fmt: skip
"""A, B and C are single; SET is two A and one B, weighted 1 to 3 a unit."""


def make_reference(**settings: Any) -> Reference:
    values = {setting.key: setting.default for setting in SETTINGS} | settings
    warehouses = {w.id: w for w in (HANGZHOU_WAREHOUSE, GUANGZHOU_WAREHOUSE)}
    return Reference(1, 1, {1: SHOP}, warehouses, (), Calendar(), values)


def make_book(stock: dict[int, dict[int, int]] | None = None) -> StockBook:
    """A book with `{sku_id: {warehouse_id: on hand}}`; ten units of each of three SKUs in Hangzhou by default."""
    book = StockBook(NOON, "test")
    for sku_id, places in (stock or {1: {1: 10}, 2: {1: 10}, 3: {1: 10}}).items():
        book.pools[sku_id] = Pool(sku_id, sum(places.values()))
        for warehouse_id, qty in places.items():
            book.nodes[sku_id][warehouse_id] = Node(sku_id, warehouse_id, qty)
    return book


def make_batch(book: StockBook | None = None, **settings: Any) -> Batch:
    batch = Batch(NOON, "user:1", make_reference(**settings), book or make_book(), VAULT)
    batch.next_ids = list(range(9_999, 1_000, -1))
    return batch


def add_order(batch: Batch, message: OrderMessage | None = None) -> Order:
    """An accepted order in the batch, as intake builds it."""
    order = build_order(batch.new_id(), message or order_message(), SHOP, SKUS, VAULT, batch.at)
    batch.orders[order.id] = order
    return order
