"""What the one search box means: the server looks where the text can stand and keeps where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from danshu.db.sql import SqlFolder
from danshu.domain.network.rules import normalize_phone
from danshu.nocode.listing import store as listing
from danshu.nocode.listing.model import Order, Query
from danshu.nocode.listing.rules import LEAD_MAX
from danshu.views.order_filter import (
    ORDERS,
    Known,
    OrderFilter,
    contact_side,
    ids_side,
    number_side,
    sku_side,
    source_side,
    tracking_side,
)

if TYPE_CHECKING:
    from danshu.db.unit_of_work import UnitOfWork
    from danshu.ground.vault.rules import Vault
    from danshu.nocode.listing.model import Side

SQL = SqlFolder(__name__)
_NUMBER = re.compile(r"[A-Za-z][A-Za-z0-9]{0,5}[0-9]*(-[0-9]*)?")
_CODE = re.compile(r"[\w./+-]{4,100}", re.ASCII)
_BIGINT_DIGITS = 18


async def learn(work: UnitOfWork, asked: OrderFilter, vault: Vault) -> Known:
    """Looks up what the filter's texts mean."""
    skus = (
        tuple(row[0] for row in await work.fetch(SQL.find_skus, codes=asked.sku, barcodes=False)) if asked.sku else ()
    )
    q_sides = await find(work, asked.q.strip(), vault) if asked.q else ()
    early = False
    if asked.paid_to:
        rows = await work.fetch(SQL.find_paid_early, low=asked.paid_from, high=asked.paid_to)
        early = bool(rows[0][0])
    return Known(skus, q_sides, early)


async def find(work: UnitOfWork, text: str, vault: Vault) -> tuple[Side, ...]:
    """Where the text stands; empty when nowhere.

    A text that stands in several places becomes one side with the orders of all of them. A place where it stands in
    thousands of orders (the first digits of every source number) says nothing then, and is left out.
    """
    if not text:
        return ()
    sides = await _places(work, text, vault)
    sizes = [(await listing.look_at(work, _of(side)), side) for side in sides]
    found = [(size, side) for size, side in sizes if size.count]
    if len(found) <= 1:
        return tuple(side for _, side in found)
    few = [side for size, side in found if size.count <= LEAD_MAX]
    if not few:
        return (found[0][1],)
    ids: dict[int, None] = {}
    for side in few:
        ids.update((place.id, None) for place in await listing.page(work, _of(side), None, None, LEAD_MAX))
    return (ids_side(tuple(ids)),)


def _of(side: Side) -> Query:
    return Query(ORDERS, "placed_at", Order("placed_at"), sides=(side,))


async def _places(work: UnitOfWork, text: str, vault: Vault) -> list[Side]:
    """Where a text of this form may stand, the likeliest place first."""
    sides: list[Side] = []
    if text.isascii() and text.isdigit():
        if len(text) == 4:
            sides.append(contact_side("phone_tail", text))
        if 7 <= len(text) <= _BIGINT_DIGITS:
            sides.append(ids_side((int(text),)))
    elif _NUMBER.fullmatch(text):
        sides.append(number_side(text))
    phone = normalize_phone(text) if sum(char.isdigit() for char in text) >= 7 else None
    if phone is not None:
        sides.append(contact_side("phone_hash", vault.blind("phone", phone.number)))
    if _CODE.fullmatch(text):
        sides += [tracking_side(text), source_side(text)]
    skus = tuple(row[0] for row in await work.fetch(SQL.find_skus, codes=[text, text.upper()], barcodes=True))
    if skus:
        sides.append(sku_side(skus))
    if not text.isdigit():
        sides.append(contact_side("name_hash", vault.blind("name", text)))
    return sides
