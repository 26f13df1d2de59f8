"""What a list is made of: the table in its order, checks on its rows, and sides that name rows by id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Value = str | int | datetime


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The column has one of the values; without values no row passes."""

    column: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """`low` <= column < `high`; None leaves an end open. Rows without a value don't pass."""

    column: str
    low: Value | None = None
    high: Value | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """An array column that is not empty: the very words that partial indexes are declared with."""

    column: str


@dataclass(frozen=True, slots=True)
class Overlaps:
    """An array column that shares an element with the values. `kind` is the array's type."""

    column: str
    kind: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """The column has no value."""

    column: str


Check = AnyOf | Between | Prefix | Filled | Missing | Overlaps


@dataclass(frozen=True, slots=True)
class Several:
    """Where a row's `column` may say "several": then `members` (int[]) has them, and one of `ids` is enough."""

    column: str
    members: str
    several: int
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """The listed table. `inside` names the columns that the index of its usual order carries: to skip a row by them
    costs no heap visit."""

    name: str
    id: str
    inside: frozenset[str]


@dataclass(frozen=True, slots=True)
class Order:
    """The column that the list is sorted by, then the id; rows without a value are left out."""

    column: str
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Side:
    """Rows of another index or table that name listed rows by `id`, found by `checks`.

    `at` is the listed table's usual order kept beside them, None when they lack it. With `ordered` an index gives the
    rows of each key in that order, and (key, at, id) finds one: the key is the first check. `same` says what the side
    says on the listed table itself, for sides that have too many rows to start from; `implies` is less than that, but
    lets the walk take a smaller index. `inside` are columns of the listed table that the side's index carries;
    `repeats` when a row may be named twice.
    """

    table: str
    id: str
    checks: tuple[Check, ...]
    at: str | None = None
    ordered: bool = False
    repeats: bool = False
    same: tuple[Check, ...] = ()
    implies: tuple[Check, ...] = ()
    inside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Query:
    """All that must hold; checks and sides are ANDed. `usual` is the column of the usual order, newest first."""

    table: Listed
    usual: str
    order: Order
    checks: tuple[Check, ...] = ()
    several: Several | None = None
    sides: tuple[Side, ...] = ()
    nothing: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in the list: the page after it begins behind it."""

    at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class Cell:
    """How many rows have exactly these values of the counted columns."""

    values: tuple[Value, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Cells:
    """The counted cells that pass the checks on `columns`; these columns and the usual order are one index."""

    columns: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def total(self) -> int:
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Size:
    """What a look at a side found: how many rows, all of them when `whole`, and between which usual times they lie.

    The times are None when they are not known.
    """

    count: int
    whole: bool
    newest: datetime | None = None
    oldest: datetime | None = None
