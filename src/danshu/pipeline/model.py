"""What became of the records of an action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.ground.actions.model import Result
    from danshu.kernel.errors import DanshuError


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What became of one record: `before` and `after` are its visible state, for people."""

    order_id: int
    number: str
    outcome: Result
    code: str | None = None
    why: str | None = None
    version: int | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    undo: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """Results in the order of the selection, and what the whole batch would touch or touched."""

    items: list[ItemResult]
    effects: dict[str, int]


class RefusedError(Exception):
    """Records refused in the middle of the batch: they are left out, and the others are done without them."""

    def __init__(self, record_ids: Sequence[int], error: DanshuError) -> None:
        super().__init__(error.what)
        self.record_ids = record_ids
        self.error = error


class RollbackError(Exception):
    """Ends the transaction of a preview."""
