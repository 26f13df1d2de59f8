"""A message in intake, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from danshu.domain.inbox.model import Incoming, Refusal
    from danshu.domain.shops.model import Shop
    from danshu.sdk.orders import Message


@dataclass(slots=True)
class Item:
    """`position` is its place among the messages of the batch."""

    position: int
    incoming: Incoming
    shop: Shop
    message: Message


@dataclass(frozen=True, slots=True)
class Outcome:
    """`created`, `updated`, `duplicate` and `late` have an order; `credited` may; `refused` has a refusal."""

    status: Literal["created", "updated", "duplicate", "late", "credited", "refused"]
    order_id: int | None = None
    refusal: Refusal | None = None
