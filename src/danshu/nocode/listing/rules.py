"""How a page is found: which condition leads, how far it may lead, and the cursor that goes on from a row.

A list of a million rows has conditions that few rows meet and conditions that most meet. The few are fetched and the
rest is checked on them; where all are met by many, the list is walked in its order. A walk through two conditions that
each meet often but seldom together would be endless, so it stops after some steps, and both are then met as sets.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from danshu.kernel.errors import DanshuError
from danshu.nocode.listing.model import AnyOf, Between, Filled, Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from danshu.nocode.listing.model import Cells, Check, Query, Size

# A row fetched by id costs 1-4 us (index, then heap), one found inside an index 0.03 us, an exact probe of a side 1 us.
LEAD_MAX = 4_000
BASE_MAX = 12_000
STEPS = 6_000
# A step that must visit the heap for one of the other sides is a cold page at worst: 30 us.
STEPS_DEAR = 1_500
# So many rows of a side are looked at to bound the walk by time: 4 ms by an index that has the time inside.
LOOK_MAX = 60_000
# A run of one cell costs 0.1 ms; where the cells have more than a fiftieth of a million rows, walking past the others is cheaper.
CELLS_MAX = 40
WALKED_MIN = 20_000


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to find the page. `cells`: merge runs of equal cells. `lead`: rows of side `side`, checked one by one.
    `walk`: the table in its order. `meet`: all conditions as sets. `steps` None means as far as it takes."""

    way: Literal["cells", "lead", "walk", "meet"]
    side: int = 0
    steps: int | None = None


def plan(query: Query, cells: Cells | None, sizes: Sequence[Size]) -> list[Plan]:
    """Ways to try, in this order; the next one only when the one before ran out of steps."""
    if not query.sides:
        return [Plan("cells" if cells is not None and _told_by(query, cells) else "walk")]
    few = [n for n, size in enumerate(sizes) if size.whole and (size.count <= LEAD_MAX or _alone(query, n))]
    if few:
        return [Plan("lead", min(few, key=lambda n: sizes[n].count))]
    if cells is not None and cells.total <= BASE_MAX:
        return [Plan("walk")]
    usual = query.order.column == query.usual
    ordered = [n for n, side in enumerate(query.sides) if side.ordered and usual]
    if ordered:
        steps = STEPS_DEAR if any(inside(query, side.same)[1] for side in query.sides) else STEPS
        return [Plan("lead", min(ordered, key=lambda n: _per_second(sizes[n])), steps), Plan("meet")]
    # The newest rows lie together on few pages that are warm.
    return [Plan("walk", steps=STEPS), Plan("meet")]


def _alone(query: Query, side: int) -> bool:
    """Whether the side's own index answers every other condition, so that its rows cost no visit elsewhere."""
    known = {*query.sides[side].inside, query.usual}
    checked = all(check.column in known for check in query.checks)
    return len(query.sides) == 1 and checked and (query.several is None or query.several.column in known)


def _told_by(query: Query, cells: Cells) -> bool:
    """Whether the cells say everything but the range of the order's own column."""
    known = {*cells.columns, query.order.column}
    if query.order.column != query.usual or (len(cells.cells) > CELLS_MAX and cells.total >= WALKED_MIN):
        return False
    fits = all(isinstance(check, AnyOf | Between) and check.column in known for check in query.checks)
    chosen = query.several is not None or any(check.column in cells.columns for check in query.checks)
    return fits and chosen


def _per_second(size: Size) -> float:
    """How dense the newest rows of a side lie; unknown counts as dense."""
    if size.newest is None or size.oldest is None:
        return float("inf")
    return size.count / max((size.newest - size.oldest).total_seconds(), 1.0)


def latest(query: Query, sizes: Sequence[Size]) -> datetime | None:
    """The newest usual time that a row of the page can have, as far as the sides say."""
    known = [size.newest for side, size in zip(query.sides, sizes, strict=True) if side.at and size.newest is not None]
    return min(known, default=None)


def earliest(query: Query, sizes: Sequence[Size]) -> datetime | None:
    """The oldest usual time that a row can have: only sides that were looked at to their end know it."""
    known = [
        size.oldest
        for side, size in zip(query.sides, sizes, strict=True)
        if side.at and size.whole and size.oldest is not None
    ]
    return max(known, default=None)


def inside(query: Query, checks: Sequence[Check]) -> tuple[list[Check], list[Check]]:
    """(checks that the index of the usual order can tell, the others)."""
    known = query.table.inside | {query.order.column}
    cheap = [check for check in checks if isinstance(check, Filled) or check.column in known]
    return cheap, [check for check in checks if check not in cheap]


def filter_hash(values: Mapping[str, Any]) -> str:
    """A short name of a filter: a cursor of another filter is refused rather than mixed up."""
    text = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def encode_cursor(place: Place, name: str) -> str:
    text = f"{name}.{place.at.astimezone(UTC).isoformat()}.{place.id}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(cursor: str, name: str) -> Place:
    """Raises `listing.bad_cursor` for what is no cursor, and for the cursor of another filter or order."""
    try:
        raw = base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        given, rest = raw.decode("ascii").split(".", 1)
        at, number = rest.rsplit(".", 1)
        place = Place(datetime.fromisoformat(at), int(number))
    except (binascii.Error, ValueError):
        raise _bad_cursor() from None
    if given != name or place.at.tzinfo is None or not 0 <= place.id < 2**63:
        raise _bad_cursor()
    return place


def _bad_cursor() -> DanshuError:
    return DanshuError(
        "listing.bad_cursor",
        "The cursor does not belong to this list, filter and order.",
        "Start again without a cursor.",
        status=422,
    )
