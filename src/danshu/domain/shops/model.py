"""A shop: one storefront on one channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Shop:
    """`reserve_at` is when stock is claimed; `owns_payment` is true only where Danshu may let an unpaid order expire."""

    id: int
    code: str
    name: str
    channel: str
    abbr: str
    currency: str
    zone: str
    reserve_at: Literal["placed", "paid", "review"]
    owns_payment: bool
    unpaid_minutes: int
    active: bool
