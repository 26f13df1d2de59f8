"""A message on its way in, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message: `body` is its JSON, compressed and sealed. `history` messages are stored in their final state."""

    id: int
    shop_id: int
    source_no: str
    received_at: datetime
    origin: str
    history: bool
    body: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was put into quarantine, in both languages, with what to do about it."""

    code: str
    what_zh: str
    what_en: str
    mend_zh: str
    mend_en: str


@dataclass(frozen=True, slots=True)
class Quarantined:
    id: int
    at: datetime
    origin: str
    history: bool
    shop_id: int | None
    source_no: str | None
    row_no: int | None
    row_count: int
    refusal: Refusal
    body: bytes
    attempts: int = 0


@dataclass(slots=True)
class Tally:
    """What one batch made of the messages of one import."""

    orders: int = 0
    credits: int = 0
    duplicates: int = 0
    lines_stored: int = 0
    lines_quarantined: int = 0
    net_minor: int = 0
    messages: int = 0
