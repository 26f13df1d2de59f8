"""The stock book: the locked balances of one batch, changed only by movements that keep the invariants.

available >= 0 in every pool, allocated + frozen <= on hand at every node, and every change is a ledger entry. The
table constraints `never_oversold` and `claims_are_on_hand` state the same in SQL; tests/model proves that they agree.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from danshu.domain.inventory.model import Entry, Node, Pool
from danshu.kernel.errors import DanshuError

if TYPE_CHECKING:
    from datetime import datetime


class StockBook:
    """Balances by SKU, the deltas made to them, and their entries. Works on what was locked before it was made."""

    def __init__(self, at: datetime, actor: str) -> None:
        self.at = at
        self.actor = actor
        self.pools: dict[int, Pool] = {}
        self.nodes: dict[int, dict[int, Node]] = defaultdict(dict)
        self.entries: list[Entry] = []
        self.arrived: set[int] = set()

    def pool(self, sku_id: int) -> Pool:
        pool = self.pools.get(sku_id)
        if pool is None:
            pool = self.pools[sku_id] = Pool(sku_id)
        return pool

    def node(self, sku_id: int, warehouse_id: int) -> Node:
        nodes = self.nodes[sku_id]
        node = nodes.get(warehouse_id)
        if node is None:
            node = nodes[warehouse_id] = Node(sku_id, warehouse_id)
        return node

    def reserve(self, sku_id: int, qty: int, *, paid: bool, order_id: int, line_no: int) -> int:
        """Claims up to `qty` units from what is available and gives how many it got."""
        pool = self.pool(sku_id)
        got = min(qty, max(pool.available, 0))
        if got <= 0:
            return 0
        self._move(sku_id, 0, "reserve", order_id, line_no, to_ship=got if paid else 0, unpaid=0 if paid else got)
        return got

    def unreserve(
        self, sku_id: int, qty: int, *, paid: bool, order_id: int, line_no: int, reason: str | None = None
    ) -> None:
        """Gives claimed units back; orders that wait for the SKU are woken."""
        if qty:
            self._move(
                sku_id,
                0,
                "unreserve",
                order_id,
                line_no,
                to_ship=-qty if paid else 0,
                unpaid=0 if paid else -qty,
                reason=reason,
            )
            self.arrived.add(sku_id)

    def pay(self, sku_id: int, qty: int, *, order_id: int, line_no: int) -> None:
        """Moves claimed units from "ordered unpaid" to "to ship"."""
        if qty:
            self._move(sku_id, 0, "pay", order_id, line_no, to_ship=qty, unpaid=-qty)

    def allocate(self, sku_id: int, warehouse_id: int, qty: int, *, order_id: int, line_no: int) -> None:
        """Claims reserved units on hand at a node. Raises `stock.node_short` when it has not enough free."""
        node = self.node(sku_id, warehouse_id)
        if qty > node.free:
            raise DanshuError(
                "stock.node_short",
                f"Warehouse {warehouse_id} has {node.free} free units of SKU {sku_id}, {qty} are wanted by order {order_id}.",
                "Choose another warehouse or receive stock.",
                status=409,
            )
        self._move(sku_id, warehouse_id, "allocate", order_id, line_no, allocated=qty)

    def deallocate(self, sku_id: int, warehouse_id: int, qty: int, *, order_id: int, line_no: int) -> None:
        if qty:
            self._move(sku_id, warehouse_id, "deallocate", order_id, line_no, allocated=-qty)

    def ship(self, sku_id: int, warehouse_id: int, qty: int, *, order_id: int, line_no: int) -> None:
        """Allocated units leave: on hand, the claim at the node and the claim on the pool go down together."""
        if qty:
            self._move(sku_id, warehouse_id, "ship", order_id, line_no, on_hand=-qty, to_ship=-qty, allocated=-qty)

    def unship(
        self, sku_id: int, warehouse_id: int, qty: int, *, order_id: int, line_no: int, reason: str | None = None
    ) -> None:
        """Takes a shipment back that did not leave after all: the exact opposite of `ship`."""
        if qty:
            self._move(
                sku_id,
                warehouse_id,
                "unship",
                order_id,
                line_no,
                on_hand=qty,
                to_ship=qty,
                allocated=qty,
                reason=reason,
            )

    def receive(self, sku_id: int, warehouse_id: int, qty: int, *, reason: str | None = None) -> None:
        self._move(sku_id, warehouse_id, "receive", None, None, on_hand=qty, reason=reason)
        self.arrived.add(sku_id)

    def adjust(self, sku_id: int, warehouse_id: int, delta: int, *, reason: str, kind: str = "adjust") -> None:
        """Corrects on hand. Raises `stock.claimed` when units would go that somebody has a claim on."""
        node, pool = self.node(sku_id, warehouse_id), self.pool(sku_id)
        spare = min(node.free, pool.available)
        if delta < 0 and -delta > spare:
            raise DanshuError(
                "stock.claimed",
                f"Only {max(spare, 0)} units of SKU {sku_id} in warehouse {warehouse_id} are unclaimed, {-delta} would go.",
                "See who holds them, cancel or move those orders first, then adjust.",
                status=409,
            )
        self._move(sku_id, warehouse_id, kind, None, None, on_hand=delta, reason=reason)
        if delta > 0:
            self.arrived.add(sku_id)

    def freeze(self, sku_id: int, warehouse_id: int, qty: int, *, reason: str) -> None:
        """Takes units out of sale. Raises `stock.claimed` when fewer are unclaimed."""
        spare = min(self.node(sku_id, warehouse_id).free, self.pool(sku_id).available)
        if qty > spare:
            raise DanshuError(
                "stock.claimed",
                f"Only {max(spare, 0)} units of SKU {sku_id} in warehouse {warehouse_id} are unclaimed, {qty} were to be frozen.",
                "See who holds them, cancel or move those orders first, then freeze.",
                status=409,
            )
        self._move(sku_id, warehouse_id, "freeze", None, None, frozen=qty, reason=reason)

    def unfreeze(self, sku_id: int, warehouse_id: int, qty: int, *, reason: str) -> None:
        """Puts frozen units back on sale. Raises `stock.not_frozen` when fewer are frozen."""
        frozen = self.node(sku_id, warehouse_id).frozen
        if qty > frozen:
            raise DanshuError(
                "stock.not_frozen",
                f"{frozen} units of SKU {sku_id} are frozen in warehouse {warehouse_id}, {qty} were to be put back.",
                "Put back at most what is frozen.",
                status=409,
            )
        self._move(sku_id, warehouse_id, "unfreeze", None, None, frozen=-qty, reason=reason)
        self.arrived.add(sku_id)

    def _move(
        self,
        sku_id: int,
        warehouse_id: int,
        kind: str,
        order_id: int | None,
        line_no: int | None,
        *,
        on_hand: int = 0,
        to_ship: int = 0,
        unpaid: int = 0,
        allocated: int = 0,
        frozen: int = 0,
        reason: str | None = None,
    ) -> None:
        pool = self.pool(sku_id)
        pool.on_hand += on_hand
        pool.to_ship += to_ship
        pool.unpaid += unpaid
        pool.frozen += frozen
        if warehouse_id:
            node = self.node(sku_id, warehouse_id)
            node.on_hand += on_hand
            node.allocated += allocated
            node.frozen += frozen
        self.entries.append(
            Entry(
                self.at, sku_id, warehouse_id, kind, on_hand, to_ship, unpaid, allocated, frozen, 0,
                order_id, line_no, self.actor, reason,
            )
        )  # fmt: skip


def broken_invariants(book: StockBook) -> list[str]:
    """What no movement may leave behind, in words; empty when the book is sound."""
    broken = []
    for pool in book.pools.values():
        names = ("on_hand", "to_ship", "unpaid", "frozen", "returning", "available")
        broken += [f"SKU {pool.sku_id}: {name} is {getattr(pool, name)}" for name in names if getattr(pool, name) < 0]
    for nodes in book.nodes.values():
        broken += [
            f"SKU {node.sku_id} in warehouse {node.warehouse_id}: {node}"
            for node in nodes.values()
            if min(node.on_hand, node.allocated, node.frozen, node.free) < 0
        ]
    return broken
