"""An item of the quarantine as lists show it, and what became of one replay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from danshu.domain.inbox.model import Refusal


@dataclass(frozen=True, slots=True)
class Item:
    id: int
    at: datetime
    origin: str
    history: bool
    shop_id: int | None
    source_no: str | None
    row_no: int | None
    row_count: int
    refusal: Refusal
    state: Literal["open", "replayed", "discarded"]
    attempts: int
    resolved_at: datetime | None
    resolved_by: str | None
    resolution: str | None
    body: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """`queued`: the message waits in the inbox, and the item closes when its order is stored; `refused`: the reason is
    new; `no_change`: it is not open, or waits in the inbox already."""

    id: int
    outcome: Literal["queued", "refused", "no_change", "discarded"]
    refusal: Refusal | None = None
