"""The order list: pages, counts, tabs, and the ids behind a filter. Rows leave PostgreSQL as ready JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, cast

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from danshu.db.sql import SqlFolder
from danshu.db.unit_of_work import UnitOfWork
from danshu.ground.accounts.api import Caller, Now, Reads, require
from danshu.ground.contract.api import COMMON_PROBLEMS
from danshu.nocode.listing import store as listing
from danshu.nocode.listing.model import Cell, Cells, Place
from danshu.nocode.listing.rules import decode_cursor, encode_cursor, filter_hash
from danshu.views import searching
from danshu.views.order_filter import (
    DUE_SOON_HOURS,
    Known,
    OrderFilter,
    Sort,
    build_query,
    read_filter,
    warehouses,
)
from danshu.views.row_models import CountOut, OrderRows, TabsOut

if TYPE_CHECKING:
    from danshu.db.pool import Connection
    from danshu.ground.vault.rules import Vault
    from danshu.nocode.listing.model import Query as ListQuery

SQL = SqlFolder(__name__)
router = APIRouter(prefix="/v1/orders", tags=["orders"], responses=COMMON_PROBLEMS)
COUNT_MAX = 10_000
_JSON = "application/json"

Reader = Annotated[Caller, require("orders.read")]


class ListAsked(OrderFilter):
    """The filter of a page, its order, and the place to go on from."""

    sort: Sort = "placed"
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str | None, Field(max_length=500)] = None


def vault_of(request: Request) -> Vault:
    """The vault of this process."""
    return cast("Vault", request.app.state.house.vault)


@router.get("", response_model=OrderRows)
async def list_orders(
    asked: Annotated[ListAsked, Query()], caller: Reader, work: Reads, now: Now, request: Request
) -> Response:
    """Orders that meet the filter, newest first: `sort=paid` by payment, `sort=promise` the soonest promise first
    (of orders that are still to leave, unless `state` says otherwise)."""
    name = filter_hash(asked.model_dump(exclude={"limit", "cursor"}, exclude_defaults=True))
    after = decode_cursor(asked.cursor, name) if asked.cursor else None
    query, cells = await _prepare(work, asked, caller.warehouse_ids, now, vault_of(request), asked.sort)
    places = await listing.page(work, query, cells, after, asked.limit + 1)
    shown = places[: asked.limit]
    following = encode_cursor(shown[-1], name) if len(places) > asked.limit else None
    return Response(await read_rows(work, [place.id for place in shown], caller, now, following), media_type=_JSON)


@router.get("/count", response_model=CountOut)
async def count_orders(
    asked: Annotated[OrderFilter, Query()], caller: Reader, work: Reads, now: Now, request: Request
) -> CountOut:
    """How many orders meet the filter: exact up to 10,000; `exact` false means that there are more."""
    query, cells = await _prepare(work, asked, caller.warehouse_ids, now, vault_of(request), "placed")
    if cells is not None and _counted(asked):
        found = 0 if query.nothing else cells.total
    else:
        found = await listing.count(work, query, COUNT_MAX)
    return CountOut(count=min(found, COUNT_MAX), exact=found <= COUNT_MAX)


@router.get("/tabs", response_model=TabsOut)
async def count_tabs(asked: Annotated[OrderFilter, Query()], caller: Reader, work: Reads, now: Now) -> TabsOut:
    """The counts of all tabs, by shop and warehouse. `overdue` and `due_soon` stop at 10,000."""
    places = warehouses(asked, caller.warehouse_ids)
    scope = None if places is None else list(places)
    return TabsOut.model_validate(await tabs_of(work, asked.shop_id or None, scope, caller, now))


async def tabs_of(
    work: UnitOfWork, shop_ids: list[int] | None, warehouse_ids: list[int] | None, caller: Caller, now: datetime
) -> dict[str, Any]:
    """{all, states, held, overdue, due_soon, quarantined}. Quarantined messages belong to no warehouse yet, so that
    callers with a scope don't see them."""
    rows = await work.fetch(
        SQL.count_tabs,
        shop_ids=shop_ids,
        warehouse_ids=warehouse_ids,
        now=now,
        soon=now + timedelta(hours=DUE_SOON_HOURS),
        cap=COUNT_MAX,
        with_quarantine=caller.warehouse_ids is None,
    )
    return dict(rows[0][0])


async def read_rows(
    work: UnitOfWork, ids: list[int], caller: Caller, now: datetime, next_cursor: str | None = None
) -> bytes:
    """The rows of these orders as the JSON of a page."""
    rows = await work.fetch(
        SQL.read_rows,
        ids=ids,
        now=now,
        soon_hours=DUE_SOON_HOURS,
        money=caller.may("money.read"),
        warehouse_ids=None if caller.warehouse_ids is None else list(caller.warehouse_ids),
        next_cursor=next_cursor,
    )
    return str(rows[0][0]).encode()


async def select_orders(
    connection: Connection,
    vault: Vault,
    values: Mapping[str, Any],
    caller: Caller,
    *,
    now: datetime,
    limit: int,
) -> list[int]:
    """Ids of the orders that meet a filter now, newest first, at most `limit`: what a bulk action freezes.

    `values` is a filter as a saved view keeps it. Raises `orders.bad_filter`.
    """
    work = UnitOfWork(connection)
    query, cells = await _prepare(work, read_filter(values), caller.warehouse_ids, now, vault, "placed")
    return [place.id for place in await listing.page(work, query, cells, None, limit)]


async def newest_places(
    work: UnitOfWork, asked: OrderFilter, caller: Caller, now: datetime, vault: Vault, limit: int, sort: Sort = "placed"
) -> list[Place]:
    """The first places of a list, for screens that show a few rows of it."""
    query, cells = await _prepare(work, asked, caller.warehouse_ids, now, vault, sort)
    return await listing.page(work, query, cells, None, limit)


async def _prepare(
    work: UnitOfWork, asked: OrderFilter, scope: tuple[int, ...] | None, now: datetime, vault: Vault, sort: Sort
) -> tuple[ListQuery, Cells | None]:
    """The filter as a query, and the counted cells where it names shops, warehouses, states or holds."""
    needs = asked.sku or asked.q or asked.paid_to
    known = await searching.learn(work, asked, vault) if needs else Known(paid_before_placed=False)
    query = build_query(asked, known, scope=scope, now=now, vault=vault, sort=sort)
    if query.nothing or not (asked.state or asked.shop_id or query.several or asked.hold):
        return query, None
    rows = await work.fetch(
        SQL.read_cells,
        states=asked.state or None,
        shop_ids=asked.shop_id or None,
        warehouse_ids=None if query.several is None else list(query.several.ids),
        held_only=bool(asked.hold),
    )
    cells = tuple(Cell((row[0], row[1], row[2]), row[3]) for row in rows)
    return query, Cells(("shop_id", "warehouse_id", "state"), cells)


def _counted(asked: OrderFilter) -> bool:
    """Whether the cells tell the whole filter."""
    told = {"state", "shop_id", "warehouse_id"} | ({"hold"} if "any" in asked.hold else set())
    return not asked.model_dump(exclude=told, exclude_defaults=True)
