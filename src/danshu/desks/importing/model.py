"""An import: what was asked for, how far it is, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

JobState = Literal["waiting", "reading", "storing", "done", "failed"]


@dataclass(frozen=True, slots=True)
class NewJob:
    """What somebody asked for. `uploaded` files are ours and deleted once they are read."""

    file_name: str
    file_hash: bytes
    file_path: str
    format: str
    shop_id: int
    history: bool
    dry_run: bool
    bytes_total: int
    uploaded: bool
    actor: str


@dataclass(frozen=True, slots=True)
class Job:
    """`messages` + `refusals` groups of rows are stored; `lines_refused` are the rows of the refused ones."""

    id: int
    file_name: str
    file_path: str | None
    format: str
    shop_id: int
    history: bool
    dry_run: bool
    uploaded: bool
    state: JobState
    bytes_total: int
    bytes_read: int
    lines_read: int
    messages: int
    refusals: int
    lines_refused: int
    warnings: int
    errors: int
    error: dict[str, Any] | None
    actor: str
    created_at: datetime
    finished_at: datetime | None

    @property
    def origin(self) -> str:
        return f"import:{self.id}"


@dataclass(frozen=True, slots=True)
class Made:
    """What the journey made of the messages of an import so far; the sum of its tallies."""

    orders: int = 0
    credits: int = 0
    duplicates: int = 0
    updates: int = 0
    lines_stored: int = 0
    lines_known: int = 0
    lines_quarantined: int = 0
    net_minor: int = 0
    messages: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """The account of an import: lines_read = lines_stored + lines_known + quarantined once it is done.

    `orders` and `cancellations` (credit notes) are the newly stored ones; `duplicates` told nothing new, `updated`
    changed an order that was known; `lines_known` are the file's lines of both. `quarantined` counts lines too.
    `net_minor` is what the stored orders state as owed, less the stored credits, in minor units of `currency`.
    """

    lines_read: int
    lines_stored: int
    orders: int
    cancellations: int
    duplicates: int
    updated: int
    lines_known: int
    quarantined: int
    net_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class RowFault:
    """A fault of one row, numbered within its import. `severity` warning: the row was kept."""

    position: int
    row_no: int
    column: str | None
    value: str | None
    severity: Literal["error", "warning"]
    code: str
    what_zh: str
    what_en: str
    mend_zh: str
    mend_en: str


class Watcher(Protocol):
    """Who wants to know how the reading goes: a progress bar, or nobody."""

    def __call__(self, lines_read: int, bytes_read: int, bytes_total: int) -> None: ...
