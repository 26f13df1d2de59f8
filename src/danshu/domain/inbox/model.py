"""A message on its way in, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message: `body` is its JSON, compressed and sealed. `history` messages are stored in their final state.

    `row_count` is how many rows of a file it came from. `origin` is api, import:<job>, replay:<quarantined>.
    """

    id: int
    shop_id: int
    source_no: str
    received_at: datetime
    origin: str
    history: bool
    body: bytes
    row_count: int = 1

    @property
    def import_id(self) -> int | None:
        return int(self.origin[7:]) if self.origin.startswith("import:") else None

    @property
    def replay_of(self) -> int | None:
        """The quarantined item that this is a new try of."""
        return int(self.origin[7:]) if self.origin.startswith("replay:") else None


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
    content_key: int | None = None
    """Blind hash of what came in, for rows of files: the same file again brings no second item."""


class RawRow(msgspec.Struct, frozen=True):
    """One row of a file as it was written. `fault` is kept for rows that do not fit their header."""

    no: int
    cells: dict[str, str]
    fault: dict[str, Any] | None = None


class RawRows(msgspec.Struct, frozen=True, tag="rows"):
    """Rows of a file that made no message: they were refused together and are replayed together."""

    format: str
    rows: tuple[RawRow, ...]


@dataclass(slots=True)
class Tally:
    """What one batch made of the messages of one import.

    `duplicates` told nothing new, `updates` changed a known order; `lines_known` are the file rows of both.
    `net_minor` is what the stored orders state as owed, less the stored credits.
    """

    orders: int = 0
    credits: int = 0
    duplicates: int = 0
    updates: int = 0
    lines_stored: int = 0
    lines_known: int = 0
    lines_quarantined: int = 0
    net_minor: int = 0
    messages: int = 0
