"""A house on a real database: shops, warehouses and stock, and the doors through which a test drives it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from builders.clock import TickingClock
from builders.lanes import drain
from builders.message import NOON
from danshu.db.pool import Connection, connect
from danshu.db.unit_of_work import transaction
from danshu.domain.inbox import store as inbox
from danshu.domain.inbox.model import Incoming
from danshu.ground.actions import store as action_store
from danshu.ground.actions.model import read_params
from danshu.ground.vault.rules import Vault
from danshu.pipeline import actions
from danshu.pipeline.passes import House
from danshu.pipeline.runner import Lane
from danshu.views.verify import verify

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from danshu.pipeline.actions import Carried, ItemResult
    from danshu.sdk.orders import CreditMessage, OrderMessage


MASTER_KEY = b"1" * 32


@dataclass(slots=True)
class World:
    """Shops 1 (channel), 2 (owns its payments), 3 (reserves when paid) and 4 (reserves at review); warehouses 1 and 2."""

    url: str
    connection: Connection
    clock: TickingClock = field(default_factory=TickingClock)
    house: House = field(init=False)
    lane: Lane = field(init=False)

    def __post_init__(self) -> None:
        self.house = House(Vault(MASTER_KEY), self.clock)
        self.lane = Lane(self.house)

    async def rows(self, statement: str, *params: object) -> list[Any]:
        return await (await self.connection.execute(statement.encode(), params)).fetchall()

    async def one(self, statement: str, *params: object) -> Any:
        """The only value of the only row."""
        ((value,),) = await self.rows(statement, *params)
        return value

    async def run(self, statement: str, *params: object) -> None:
        await self.connection.execute(statement.encode(), params)

    async def stock(self, sku: str, qty: int, warehouse_id: int = 1, action: str = "stock.receive") -> ItemResult:
        """Carries a stock action out for one row."""
        rows = {"rows": [{"sku": sku, "warehouse_id": warehouse_id, "qty": qty}], "reason": "test"}
        (result,) = await self.stock_rows(action, rows)
        return result

    async def stock_rows(self, name: str, raw: dict[str, Any]) -> list[ItemResult]:
        async def keep(work: object, results: list[ItemResult]) -> None:
            """The results are looked at by the test."""

        action = actions.find_action(name)
        params: Any = read_params(action, raw)
        return await actions.apply_stock(
            self.connection, self.house, action, params, actor="user:1", scope=None, store_results=keep
        )

    async def put(
        self, *messages: OrderMessage | CreditMessage, shop_id: int = 1, history: bool = False, origin: str = "api"
    ) -> list[int]:
        """Queues messages in this order; gives their ids."""
        async with transaction(self.connection) as work:
            ids = await self.house.ids.take(work, len(messages))
            queued = []
            for message_id, message in zip(ids, messages, strict=True):
                body = self.house.vault.seal(msgspec.json.encode(message))
                queued.append(Incoming(message_id, shop_id, message.source_no, self.clock.now(), origin, history, body))
            inbox.put(work, queued)
        return ids

    async def send(self, *messages: OrderMessage | CreditMessage, shop_id: int = 1, history: bool = False) -> None:
        """Queues messages and works until nothing is due."""
        await self.put(*messages, shop_id=shop_id, history=history)
        await self.drain()

    async def drain(self) -> int:
        """Works until nothing is due; gives how much there was."""
        return await drain(self.lane, self.connection)

    async def order_id(self, source_no: str, shop_id: int = 1) -> int:
        found = await self.one(
            "SELECT order_id FROM order_source WHERE source_no = %s AND shop_id = %s", source_no, shop_id
        )
        return int(found)

    async def order(self, order_id: int) -> dict[str, Any]:
        """The stored row of an order, by column."""
        row = await self.one("SELECT to_jsonb(o) FROM orders AS o WHERE id = %s", order_id)
        return dict(row)

    async def lines(self, order_id: int) -> list[dict[str, Any]]:
        statement = "SELECT to_jsonb(l) FROM order_line AS l WHERE order_id = %s ORDER BY line_no"
        return [dict(row[0]) for row in await self.rows(statement, order_id)]

    async def start(
        self, name: str, ids: Sequence[int], raw: dict[str, Any], *, versions: dict[int, int | None] | None = None,
        undo_of: int | None = None, actor: str = "user:1",
    ) -> int:  # fmt: skip
        """Keeps a run of an action without doing it."""
        async with transaction(self.connection) as work:
            return await action_store.create_run(
                work, action=name, actor=actor, permissions=[], warehouse_ids=None, params=raw,
                items=[(one, (versions or {}).get(one)) for one in ids], at=self.clock.now(), undo_of=undo_of,
            )  # fmt: skip

    async def finish(self, run_id: int) -> dict[int, str]:
        """Does a run to its end; gives the outcome of each record, refusals with their code."""
        while await actions.run_batch(self.connection, self.house, run_id):
            pass
        statement = "SELECT order_id, outcome, code FROM action_item WHERE run_id = %s"
        return {
            row[0]: row[1] if row[2] is None else f"{row[1]} {row[2]}" for row in await self.rows(statement, run_id)
        }

    async def act(self, name: str, ids: Sequence[int], /, **raw: Any) -> dict[int, str]:
        return await self.finish(await self.start(name, ids, raw))

    async def do(self, name: str, order_id: int, /, **raw: Any) -> str:
        """One action on one order; gives its outcome."""
        return (await self.act(name, [order_id], **raw))[order_id]

    async def undo(self, run_id: int) -> dict[int, str]:
        async with transaction(self.connection) as work:
            run = await action_store.lock_run(work, run_id)
            items = await action_store.read_undoable(work, run_id)
        assert run is not None
        versions = {item.order_id: item.version for item in items}
        new = await self.start(run.action, list(versions), run.params, versions=versions, undo_of=run_id)
        return await self.finish(new)

    async def preview(self, name: str, ids: Sequence[int], /, **raw: Any) -> Carried:
        action = actions.find_action(name)
        return await actions.preview(
            self.connection, self.house, action, read_params(action, raw), ids, actor="user:1", scope=None
        )

    async def broken(self, row_count_max: int = 20) -> dict[str, list[tuple[str, str]]]:
        """What `verify` finds, by check."""
        async with transaction(self.connection) as work:
            found = await verify(work, at=self.clock.now(), row_count_max=row_count_max)
        return {finding.check.code: finding.rows for finding in found if finding.rows}


@asynccontextmanager
async def open_world(url: str, *, start: datetime = NOON, is_new: bool = True) -> AsyncIterator[World]:
    """The house on a fresh database, or on one that was filled before."""
    async with await connect(url) as connection:
        world = World(url, connection, TickingClock(start))
        if is_new:
            await world.run(_BASE)
        yield world


_BASE = """
DO $$ BEGIN
INSERT INTO app_user (login, name, password_hash, role_ids, created_at)
    SELECT 'boss', 'Boss', '', ARRAY[id], '2026-01-01Z' FROM app_role WHERE code = 'owner';
INSERT INTO shop (code, name, channel, abbr, reserve_at, owns_payment, created_at) VALUES
    ('tb', '旗舰店', 'taobao', 'TB', 'placed', false, '2026-01-01Z'),
    ('own', '小程序', 'generic', 'OW', 'placed', true, '2026-01-01Z'),
    ('paid', '付款占', 'generic', 'PA', 'paid', false, '2026-01-01Z'),
    ('review', '审核占', 'generic', 'RE', 'review', false, '2026-01-01Z');
INSERT INTO warehouse (code, name, province, city, longitude, latitude) VALUES
    ('hz', '杭州仓', '浙江省', '杭州市', 120.2, 30.3), ('gz', '广州仓', '广东省', '广州市', 113.3, 23.1);
INSERT INTO warehouse_region VALUES (1, '浙江省', 1);
INSERT INTO promise_zone VALUES ('yrd', '长三角', 'YRD', 48, '{浙江省}', 1), ('cn', '全国', 'CN', 72, '{}', 2);
INSERT INTO sku (code, name, is_bundle, created_at) VALUES
    ('A', '商品 A', false, '2026-01-01Z'), ('B', '商品 B', false, '2026-01-01Z'), ('C', '商品 C', false, '2026-01-01Z'),
    ('SET', '套装', true, '2026-01-01Z');
INSERT INTO bundle_component VALUES (4, 1, 2, 1), (4, 2, 1, 3);
END $$
"""
