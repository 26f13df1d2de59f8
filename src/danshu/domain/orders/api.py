"""Routes of listings: which SKU a channel's item is. Here, because whoever maps an item sets waiting orders going."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from danshu.db.unit_of_work import UnitOfWork, transaction
from danshu.domain.catalog import store as catalog
from danshu.domain.catalog.model import Listing
from danshu.domain.orders import jobs
from danshu.domain.shops import store as shops
from danshu.ground.accounts.api import AuditTrail, Caller, Connection, Now, Reads, require
from danshu.ground.contract.api import (
    COMMON_PROBLEMS,
    CursorText,
    Id,
    IdOut,
    Input,
    Limit,
    Named,
    Output,
    PathId,
    SearchText,
    Text,
    decode_id_cursor,
    encode_cursor,
    not_found,
    problems,
)
from danshu.kernel.errors import DanshuError

router = APIRouter(prefix="/v1/listings", tags=["catalog"], responses=COMMON_PROBLEMS)

Manager = Annotated[Caller, require("setup.manage")]
Reader = Annotated[Caller, require("orders.read", "stock.read", "setup.manage")]
ListingState = Literal["matched", "unmatched"]


class SkuBrief(Output):
    id: IdOut
    code: str
    name: str


class ListingOut(Output):
    """`matched_orders` says how many waiting orders this request has set going; null where nothing was matched."""

    id: IdOut
    shop_id: IdOut
    shop: Named
    item_code: str
    title: str
    sku_id: IdOut | None
    sku: SkuBrief | None
    state: ListingState
    matched_orders: int | None = None


class ListingPage(Output):
    items: list[ListingOut]
    next_cursor: str | None


class ListingNew(Input):
    shop_id: Id
    item_code: Annotated[Text, Field(min_length=1, max_length=200)]
    title: Annotated[Text, Field(max_length=200)] = ""
    sku_id: Id | None = None


class ListingChange(Input):
    """`sku_id` null takes the mapping back; lines that have a SKU keep it."""

    sku_id: Id | None


@router.get("", response_model=ListingPage)
async def list_listings(
    caller: Reader,
    work: Reads,
    shop_id: Annotated[Id | None, Query()] = None,
    state: Annotated[ListingState | None, Query()] = None,
    q: SearchText | None = None,
    cursor: CursorText | None = None,
    limit: Limit = 50,
) -> ListingPage:
    """Items of the channels, newest first. `q` is the beginning of an item's or SKU's code, or a part of the title."""
    listings = await catalog.read_listings(
        work, shop_id=shop_id, matched=None if state is None else state == "matched", q=q or None,
        before=decode_id_cursor(cursor, at_most=2**31 - 1), limit=limit + 1,
    )  # fmt: skip
    shown = listings[:limit]
    return ListingPage(
        items=[_out(listing) for listing in shown],
        next_cursor=encode_cursor(shown[-1].id) if len(listings) > limit else None,
    )


@router.post("", response_model=ListingOut, status_code=201, responses=problems(409))
async def create_listing(
    body: ListingNew, caller: Manager, connection: Connection, now: Now, trail: AuditTrail
) -> ListingOut:
    """Maps an item that no order has named yet, or notes it without a SKU."""
    async with transaction(connection) as work:
        if body.shop_id not in await shops.read_all(work):
            raise _unknown("shop", body.shop_id)
        await _check_sku(work, body.sku_id)
        listing_id = await catalog.create_listing(work, body.shop_id, body.item_code, body.title, body.sku_id, now)
        if listing_id is None:
            raise DanshuError(
                "catalog.item_taken", f"Shop {body.shop_id} has the item {body.item_code} already.",
                "Change that listing.", status=409,
            )  # fmt: skip
        await trail.note(
            work, caller, "listing.created", f"listing:{listing_id}", item_code=body.item_code, sku_id=body.sku_id
        )
        listing = await catalog.read_listing(work, listing_id)
    assert listing is not None
    return _out(listing, await _wake(connection, listing, now, caller))


@router.patch("/{id}", response_model=ListingOut, responses=problems(404))
async def change_listing(
    id: PathId, body: ListingChange, caller: Manager, connection: Connection, now: Now, trail: AuditTrail
) -> ListingOut:
    """Maps an item to a SKU, and lets the orders that wait for it go on."""
    async with transaction(connection) as work:
        if await catalog.read_listing(work, id) is None:
            raise not_found("listing", id)
        await _check_sku(work, body.sku_id)
        await catalog.match_listing(work, id, body.sku_id)
        await trail.note(work, caller, "listing.matched", f"listing:{id}", sku_id=body.sku_id)
        listing = await catalog.read_listing(work, id)
    assert listing is not None
    return _out(listing, await _wake(connection, listing, now, caller))


async def _check_sku(work: UnitOfWork, sku_id: int | None) -> None:
    if sku_id is not None and await catalog.read_sku(work, sku_id) is None:
        raise _unknown("SKU", sku_id)


def _unknown(noun: str, record_id: int) -> DanshuError:
    return DanshuError(
        "catalog.unknown_record", f"There is no {noun} {record_id}.", "Choose one from the list.", status=422
    )


async def _wake(connection: Connection, listing: Listing, now: datetime, caller: Caller) -> int | None:
    """In transactions of 500 orders, so that nobody waits long for a lock; whoever stops halfway matches again."""
    if listing.sku_id is None:
        return None
    total = 0
    while True:
        async with transaction(connection) as work:
            count = await jobs.match_item(
                work, shop_id=listing.shop_id, item_code=listing.item_code, at=now, actor=caller.actor
            )
        total += count
        if count == 0:
            return total


def _out(listing: Listing, matched_orders: int | None = None) -> ListingOut:
    sku = None
    if listing.sku_id is not None:
        sku = SkuBrief(id=listing.sku_id, code=listing.sku_code or "", name=listing.sku_name or "")
    return ListingOut(
        id=listing.id, shop_id=listing.shop_id, shop=Named(id=listing.shop_id, name=listing.shop_name),
        item_code=listing.item_code, title=listing.title, sku_id=listing.sku_id, sku=sku,
        state="unmatched" if sku is None else "matched", matched_orders=matched_orders,
    )  # fmt: skip
