"""Split, merge, unmerge, clone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from danshu.domain.orders.model import UNIT
from danshu.domain.orders.rules import claims, family
from danshu.ground.actions.model import Action, Params, everywhere, only, refuse, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch

_OPEN = only(paid="compensated", in_review="compensated")
_PARTS_MAX = 10


class LineQty(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    line_no: Annotated[int, msgspec.Meta(ge=1, le=32_000)]
    qty: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]


class SplitParams(Params):
    parts: Annotated[
        list[list[LineQty]],
        words("拆出的商品，每组成为一单", "Lines to split off, one order for each group", widget="split"),
    ]


class MergeParams(Params):
    pass


class CloneParams(Params):
    pass


def split(batch: Batch, order: Order, params: SplitParams) -> dict[str, Any] | None:
    parts: list[dict[int, int]] = []
    asked: dict[int, int] = {}
    for group in params.parts:
        part: dict[int, int] = {}
        for one in group:
            part[one.line_no] = part.get(one.line_no, 0) + one.qty
            asked[one.line_no] = asked.get(one.line_no, 0) + one.qty
        if part:
            parts.append(part)
    if not parts or len(parts) > _PARTS_MAX:
        raise refuse("bad_split", f"{len(parts)} parts were given.", f"Give 1 to {_PARTS_MAX} parts with lines.")
    if (order.related or {}).get("merged"):
        raise refuse("split_merged", f"Order {order.number} is a merged order.", "Unmerge it first.")
    left = 0
    for line in order.lines:
        wanted = asked.pop(line.line_no, 0)
        movable = line.open_qty - line.shipped_qty if line.kind == UNIT else 0
        if wanted > movable:
            raise refuse(
                "bad_split",
                f"Line {line.line_no} of order {order.number} has {movable} units to move, not {wanted}.",
                "Bundles stay whole; take fewer.",
            )
        left += line.open_qty - wanted if line.is_stocked else 0
    if asked:
        raise refuse("no_such_line", f"Order {order.number} has no line {min(asked)}.", "Choose its lines.")
    if left <= 0:
        raise refuse("bad_split", f"Nothing would be left in order {order.number}.", "Leave at least one unit.")
    claims.unreserve(batch, order, "split")
    made = family.split(batch, order, parts)
    order.stage, order.run_at = "reservation", batch.at
    return {"made": [new.id for new in made]}


def merge(batch: Batch, orders: Sequence[Order], params: MergeParams) -> dict[str, Any] | None:
    """The oldest order takes the others in. All must go to one receiver, in one currency."""
    if len(orders) < 2:
        raise refuse("merge_one", "One order alone can't be merged.", "Select two or more.")
    first = min(orders, key=lambda order: (order.placed_at, order.id))
    for order in orders:
        if order.currency != first.currency:
            raise refuse(
                "merge_currency",
                f"Order {order.number} is in {order.currency}, {first.number} in {first.currency}.",
                "Merge orders of one currency.",
            )
        if not _same_receiver(order, first):
            raise refuse(
                "merge_receiver",
                f"Order {order.number} goes to another receiver than {first.number}.",
                "Merge orders of one receiver.",
            )
        if (order.related or {}).get("merged"):
            raise refuse("merge_twice", f"Order {order.number} is a merged order already.", "Unmerge it first.")
        if {"split_into", "split_from"} & set(order.related or {}):
            raise refuse(
                "merge_split",
                f"Order {order.number} was split.",
                "Ship its parts as they are: they share one number on the channel.",
            )
    others = [order for order in orders if order is not first]
    for order in orders:
        claims.unreserve(batch, order, "merged")
    family.merge(batch, first, others)
    first.stage, first.run_at = "reservation", batch.at
    return {"target": first.id}


def _same_receiver(one: Order, other: Order) -> bool:
    """The same name, phone and street; masked receivers are the same by their channel token only."""
    a, b = one.contact, other.contact
    if a is None or b is None:
        return False
    if a.plain.get("token") or b.plain.get("token"):
        return a.plain.get("token") == b.plain.get("token")
    if a.plain.get("masked") or b.plain.get("masked"):
        return False
    place = ("name", "phone", "detail")
    return all(a.plain.get(key) == b.plain.get(key) for key in place) and (one.province, one.city) == (
        other.province,
        other.city,
    )


def unmerge(batch: Batch, orders: Sequence[Order], params: MergeParams) -> dict[str, Any] | None:
    """Every order gets its own lines, sources and money back."""
    targets = [order for order in orders if (order.related or {}).get("merged")]
    if not targets:
        return None
    if len(targets) > 1:
        raise refuse("unmerge_one", f"{len(targets)} merged orders were selected.", "Unmerge them one by one.")
    target = targets[0]
    if any(line.shipped_qty for line in target.lines):
        raise refuse("undo_late", f"Order {target.number} is shipped in part.", "Ship the rest as one order.")
    claims.unreserve(batch, target, "unmerged")
    family.unmerge(batch, target, {order.id: order for order in batch.orders.values()})
    target.stage, target.run_at = "reservation", batch.at
    return {}


def clone(batch: Batch, order: Order, params: CloneParams) -> dict[str, Any] | None:
    if not any(line.open_qty > 0 for line in order.stocked_lines()):
        raise refuse("nothing_to_clone", f"Order {order.number} has no units left.", "Clone an order that has some.")
    made = family.clone(batch, order)
    return {"made": made.id}


ACTIONS = (
    Action("order.split", "拆单", "Split", "orders.act", SplitParams, split, bulk=False, states=_OPEN, new_orders=_PARTS_MAX,
           rewind=lambda order, params: "sourcing", needs_contact=True),
    Action("order.merge", "合单", "Merge", "orders.act", MergeParams, merge, grouped=True, states=_OPEN,
           rewind=lambda order, params: "sourcing", needs_contact=True),
    Action("order.unmerge", "取消合单", "Unmerge", "orders.act", MergeParams, unmerge, grouped=True, bulk=False, states=_OPEN,
           rewind=lambda order, params: "sourcing", needs_contact=True),
    Action("order.clone", "复制订单", "Clone", "orders.act", CloneParams, clone, states=everywhere(), new_orders=1,
           bulk=False, needs_contact=True),
)  # fmt: skip
