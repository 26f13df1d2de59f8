"""Stock of a SKU: one pool for what may be promised, and one node for each warehouse that holds some of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class Pool:
    """Available = on hand - to ship - unpaid - frozen (+ returns in transit where the SKU counts them)."""

    sku_id: int
    on_hand: int = 0
    to_ship: int = 0
    unpaid: int = 0
    frozen: int = 0
    returning: int = 0
    counts_returning: bool = False

    @property
    def available(self) -> int:
        counted = self.returning if self.counts_returning else 0
        return self.on_hand - self.to_ship - self.unpaid - self.frozen + counted


@dataclass(slots=True)
class Node:
    sku_id: int
    warehouse_id: int
    on_hand: int = 0
    allocated: int = 0
    frozen: int = 0

    @property
    def free(self) -> int:
        """Units that may still be allocated here."""
        return self.on_hand - self.allocated - self.frozen


@dataclass(frozen=True, slots=True)
class Entry:
    """One ledger entry: signed changes. `warehouse_id` 0 is the pool, for claims that have no place yet."""

    at: datetime
    sku_id: int
    warehouse_id: int
    kind: str
    on_hand: int
    to_ship: int
    unpaid: int
    allocated: int
    frozen: int
    returning: int
    order_id: int | None
    line_no: int | None
    actor: str
    reason: str | None
