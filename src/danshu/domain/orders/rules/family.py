"""Orders that come from orders: split, merge, unmerge, clone. Money and units are moved, never made or lost."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from danshu.domain.orders.model import NO_WAREHOUSE, UNIT, Contact, Line, Order
from danshu.kernel.money import refund_of_units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from danshu.domain.orders.rules.batch import Batch

_MONEY = ("goods_minor", "discount_minor", "freight_minor", "tax_minor", "total_minor", "paid_minor", "refunded_minor")


_SELF_ENDING = ("stock.short", "sourcing.none", "sku.unmatched", "phone.missing", "address.incomplete")


def sibling(batch: Batch, order: Order, number: str) -> Order:
    """A new order of the same buyer and receiver without lines or money, at the start of the journey."""
    values = {f.name: getattr(order, f.name) for f in fields(Order)}
    contact = order.contact
    values.update(
        id=batch.new_id(), number=number, state="paid", stage="reservation", run_at=batch.at, version=1, lines=[],
        holds=[], sources=[], fulfillments=[], parcels=[], hold_codes=[], tags=list(order.tags), warehouse_id=NO_WAREHOUSE,
        warehouse_ids=[], released_at=None, picking_at=None, shipped_at=None, delivered_at=None, completed_at=None,
        closed_at=None, close_reason=None, unit_qty=0, shipped_qty=0, related=None, removed_line_nos=[],
        waived=set(order.waived), is_new=True, last_step="order.accepted", last_step_at=batch.at,
        contact=None if contact is None
        else Contact(dict(contact.plain), contact.sealed, contact.name_hash, contact.phone_hash, contact.phone_tail),
        **dict.fromkeys(_MONEY, 0),
    )  # fmt: skip
    made = Order(**values)
    batch.orders[made.id] = made
    return made


def take_units(line: Line, qty: int, line_no: int) -> Line:
    """Takes the last `qty` unclaimed units off a line into a new line; both keep the cents that their units had."""
    kept = line.qty - qty
    paid = refund_of_units(line.paid_minor, line.qty, kept, qty)
    goods = refund_of_units(line.goods_minor, line.qty, kept, qty)
    moved = replace(
        line, line_no=line_no, parent_line_no=None, kind=UNIT, qty=qty, cancelled_qty=0, paid_minor=paid, goods_minor=goods,
        discount_minor=goods - paid, refunded_minor=0, is_new=True,
    )  # fmt: skip
    line.qty, line.paid_minor, line.goods_minor = kept, line.paid_minor - paid, line.goods_minor - goods
    line.discount_minor = line.goods_minor - line.paid_minor
    return moved


def move_money(source: Order, target: Order, lines: Sequence[Line]) -> None:
    """Moves what these lines cost from one order's sums to another's. Freight and tax stay where they are."""
    goods = sum(line.goods_minor for line in lines if line.parent_line_no is None)
    paid = sum(line.paid_minor for line in lines if line.parent_line_no is None)
    for order, sign in ((source, -1), (target, 1)):
        order.goods_minor += sign * goods
        order.discount_minor += sign * (goods - paid)
        order.total_minor += sign * paid
    # What was really paid moves along as far as there is any.
    part = min(paid, source.paid_minor)
    source.paid_minor -= part
    target.paid_minor += part


def split(batch: Batch, order: Order, parts: Sequence[Mapping[int, int]]) -> list[Order]:
    """Moves units (line_no -> qty) into new orders, one for each part. The order's claims were given back before."""
    made = []
    for number, part in enumerate(parts, 1):
        new = sibling(batch, order, f"{order.number}-{number + _splits_before(order)}")
        for line_no, qty in sorted(part.items()):
            line = order.line(line_no)
            assert line is not None
            moved = take_units(line, qty, len(new.lines) + 1)
            new.lines.append(moved)
        move_money(order, new, new.lines)
        new.payment, new.paid_at = order.payment, order.paid_at
        new.related = {"split_from": order.id}
        _inherit_holds(batch, new, order)
        batch.step(new, "order.split", source=str(order.id))
        made.append(new)
    related = dict(order.related or {})
    related["split_into"] = [*related.get("split_into", []), *(new.id for new in made)]
    order.related = related
    batch.step(order, "order.split", into=[str(new.id) for new in made])
    return made


def _splits_before(order: Order) -> int:
    return len((order.related or {}).get("split_into", []))


def merge(batch: Batch, target: Order, others: Sequence[Order]) -> None:
    """Moves all lines, sources and money of `others` into `target`; they close and remember where they went."""
    merged = list((target.related or {}).get("merged", []))
    for other in others:
        record: dict[str, Any] = {"id": other.id, "money": {name: getattr(other, name) for name in _MONEY}}
        shift = max((line.line_no for line in target.lines), default=0)
        record["line_nos"] = [line.line_no + shift for line in other.lines]
        record["shift"] = shift
        record["sources"] = [[s.shop_id, s.source_no] for s in other.sources]
        for line in other.lines:
            target.lines.append(
                replace(
                    line,
                    line_no=line.line_no + shift,
                    placed_at=target.placed_at,  # lists by SKU find an order by its lines' time
                    is_new=True,
                    parent_line_no=None if line.parent_line_no is None else line.parent_line_no + shift,
                )
            )
            if not line.is_new:
                other.removed_line_nos.append(line.line_no)
        other.lines = []
        for name in _MONEY:
            setattr(target, name, getattr(target, name) + getattr(other, name))
            setattr(other, name, 0)
        target.sources.extend(other.sources)
        other.sources = []
        other.closed_at, other.close_reason, other.stage, other.run_at = batch.at, "merged", "done", None
        other.related = {**(other.related or {}), "merged_into": target.id}
        _inherit_holds(batch, target, other)
        for code in [hold.code for hold in other.holds if hold.released_at is None]:
            batch.release_hold(other, code, "system", "merged")
        merged.append(record)
        batch.step(other, "order.merged", into=str(target.id))
    if target.promise_at is not None:
        target.promise_at = min([target.promise_at, *(o.promise_at for o in others if o.promise_at is not None)])
    target.priority = max(target.priority, *(other.priority for other in others))
    target.related = {**(target.related or {}), "merged": merged}
    batch.step(target, "order.merged", orders=[str(other.id) for other in others])


def unmerge(batch: Batch, target: Order, others: Mapping[int, Order]) -> None:
    """Gives every merged order its lines, sources and money back. The target's claims were given back before."""
    related = dict(target.related or {})
    for record in related.pop("merged", []):
        other = others[record["id"]]
        numbers, shift = set(record["line_nos"]), record["shift"]
        for line in [line for line in target.lines if line.line_no in numbers]:
            target.lines.remove(line)
            target.removed_line_nos.append(line.line_no)
            other.lines.append(
                replace(
                    line,
                    line_no=line.line_no - shift,
                    placed_at=other.placed_at,
                    is_new=True,
                    parent_line_no=None if line.parent_line_no is None else line.parent_line_no - shift,
                )
            )
        for name in _MONEY:
            setattr(target, name, getattr(target, name) - record["money"][name])
            setattr(other, name, record["money"][name])
        keys = {(shop_id, source_no) for shop_id, source_no in record["sources"]}
        for source in [s for s in target.sources if (s.shop_id, s.source_no) in keys]:
            target.sources.remove(source)
            other.sources.append(source)
        other.closed_at, other.close_reason, other.stage, other.run_at = None, None, "reservation", batch.at
        other.related = {key: value for key, value in (other.related or {}).items() if key != "merged_into"} or None
        _inherit_holds(batch, other, target)
        _follow_lock(batch, other)
        batch.step(other, "order.unmerged", source=str(target.id))
    target.related = related or None
    _follow_lock(batch, target)
    batch.step(target, "order.unmerged")


def _inherit_holds(batch: Batch, heir: Order, order: Order) -> None:
    """What holds an order holds its goods wherever they go; holds that stages set and end by themselves are left out."""
    for hold in [hold for hold in order.holds if hold.released_at is None and hold.code not in _SELF_ENDING]:
        batch.hold(heir, hold.code, hold.reason, hold.source)


def _follow_lock(batch: Batch, order: Order) -> None:
    """The channel's lock stays with the order whose source number it is about."""
    if not any(source.status == "locked" for source in order.sources):
        batch.release_hold(order, "channel.locked", "channel", "the lock is about another order")


def clone(batch: Batch, order: Order) -> Order:
    """The same goods to the same receiver once more, free of charge: for what was lost or sent wrong."""
    made = sibling(batch, order, f"{order.number}-C{1 + len((order.related or {}).get('clones', []))}")
    # Components stand for their bundle: its own line has no stock to send.
    for line in order.stocked_lines():
        if line.open_qty > 0 and (line.sku_id is not None or line.item_code):
            made.lines.append(
                Line(
                    len(made.lines) + 1, UNIT, None, line.sku_id, None, line.item_code, line.title, line.attributes,
                    line.open_qty, 0, 0, 0, 0, line.is_gift, batch.at,
                )
            )  # fmt: skip
    made.payment, made.paid_at, made.promise_at, made.placed_at = "paid", batch.at, None, batch.at
    made.related = {"clone_of": order.id}
    batch.step(made, "order.cloned", source=str(order.id))
    related = dict(order.related or {})
    related["clones"] = [*related.get("clones", []), made.id]
    order.related = related
    batch.step(order, "order.cloned", into=str(made.id))
    return made
