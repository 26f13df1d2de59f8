"""A database to measure on: the embedded server as `up` starts it, durable, with shops, warehouses, SKUs and stock."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks.orders_made import SHOPS, SKUS
from danshu.db.embedded import EmbeddedPostgres
from danshu.db.migrate import migrate
from danshu.db.pool import connect
from danshu.db.unit_of_work import transaction
from danshu.domain.inventory import store as inventory
from danshu.domain.inventory.rules import StockBook
from danshu.pipeline.passes import House

_SETUP = f"""
INSERT INTO shop (code, name, channel, abbr, created_at)
SELECT 's' || i, '店铺 ' || i, (ARRAY['taobao', 'jd', 'pdd', 'douyin'])[1 + i % 4], 'TB', now() FROM generate_series(1, {SHOPS}) AS i;
INSERT INTO warehouse (code, name, province, city, longitude, latitude) VALUES
    ('hz', '杭州仓', '浙江省', '杭州市', 120.2, 30.3), ('gz', '广州仓', '广东省', '广州市', 113.3, 23.1),
    ('cd', '成都仓', '四川省', '成都市', 104.1, 30.6), ('bj', '北京仓', '北京市', '北京市', 116.4, 39.9),
    ('wh', '武汉仓', '湖北省', '武汉市', 114.3, 30.6), ('xa', '西安仓', '陕西省', '西安市', 108.9, 34.3);
INSERT INTO sku (code, name, created_at)
SELECT 'SKU' || lpad(i::text, 5, '0'), '商品 ' || i, now() FROM generate_series(1, {SKUS}) AS i;
"""
# What seeded databases need as well: the made orders name shops s1 to s10.
_RULES = """
UPDATE shop SET code = 's' || id;
INSERT INTO warehouse_region SELECT id, province, 1 FROM warehouse ON CONFLICT DO NOTHING;
INSERT INTO promise_zone VALUES
    ('near', '江浙沪', 'Yangtze delta', 48, '{浙江省,江苏省,上海市}', 1), ('all', '全国', 'National', 72, '{}', 2)
ON CONFLICT DO NOTHING;
"""


@contextmanager
def server(folder: Path | None = None) -> Iterator[EmbeddedPostgres]:
    """An embedded server with durable commits in a folder of its own, removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="danshu-bench-", dir=folder, ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        started = EmbeddedPostgres(Path(name) / "data")
        started.start()
        try:
            yield started
        finally:
            started.stop()


def prepare(url: str, *, seeded: bool = False) -> None:
    """Migrates and fills in what orders need, but no orders; a seeded database has shops, warehouses and SKUs already."""
    migrate(url)
    with psycopg.connect(url, autocommit=True) as connection:
        if not seeded:
            connection.execute(_SETUP.encode())
        connection.execute(_RULES.encode())


async def stock_up(url: str, house: House, units: int = 1_000_000) -> None:
    """Puts `units` of every SKU into every warehouse, through the ledger."""
    async with await connect(url) as connection, transaction(connection) as work:
        rows = await work.fetch(b"SELECT id FROM warehouse ORDER BY id")
        for (warehouse_id,) in rows:
            book = StockBook(house.clock.now(), "bench")
            await inventory.create(work, range(1, SKUS + 1), warehouse_id)
            await inventory.lock(work, book, range(1, SKUS + 1))
            for sku_id in range(1, SKUS + 1):
                book.receive(sku_id, warehouse_id, units)
            inventory.write(work, book)
            await work.flush()
