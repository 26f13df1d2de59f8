"""The filters of the order list as callers name them, and what each means in tables and indexes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from danshu.domain.network.rules import normalize_phone
from danshu.domain.orders.model import SEVERAL_WAREHOUSES
from danshu.ground.contract.api import Id, Text
from danshu.kernel.errors import DanshuError
from danshu.nocode.listing.model import (
    AnyOf,
    Between,
    Check,
    Filled,
    Listed,
    Missing,
    Order,
    Prefix,
    Query,
    Several,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from danshu.ground.vault.rules import Vault

StateCode = Literal[
    "pending_payment", "paid", "in_review", "picking", "shipped", "completed", "in_after_sales", "closed"
]
# Orders whose promise can still be kept or missed: the predicate of the index orders_open.
OPEN_STATES = ("paid", "in_review", "picking")
DUE_SOON_HOURS = 24
_VALUES_MAX = 50


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


_Many = BeforeValidator(_listed)
_Few = Field(max_length=_VALUES_MAX)
_Short = Annotated[Text, Field(min_length=1, max_length=100)]


def _single(value: object) -> object:
    """Saved views and selections may carry one value as a list of one."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


_One = BeforeValidator(_single)


class OrderFilter(BaseModel):
    """Values of one field are alternatives; fields all hold. Times have a zone; from is included, to is not."""

    model_config = ConfigDict(extra="forbid")

    state: Annotated[list[StateCode], _Many, _Few] = []
    shop_id: Annotated[list[Id], _Many, _Few] = []
    warehouse_id: Annotated[list[Id], _Many, _Few] = []
    hold: Annotated[list[_Short], _Many, _Few] = Field([], description="Codes of open holds, or `any`.")
    tag: Annotated[list[_Short], _Many, _Few] = []
    province: Annotated[list[_Short], _Many, _Few] = []
    paid_from: Annotated[AwareDatetime | None, _One] = None
    paid_to: Annotated[AwareDatetime | None, _One] = None
    placed_from: Annotated[AwareDatetime | None, _One] = None
    placed_to: Annotated[AwareDatetime | None, _One] = None
    overdue: Annotated[bool, _One] = Field(False, description="Promised by now, and still not shipped.")
    due_within_h: Annotated[int | None, _One, Field(ge=1, le=9999)] = None
    priority: Annotated[bool, _One] = False
    number: Annotated[_Short | None, _One] = Field(None, description="Beginning of the order's number.")
    source_no: Annotated[_Short | None, _One] = Field(None, description="Beginning of a number of the channel.")
    phone_tail: Annotated[str | None, _One, Field(pattern=r"^[0-9]{4}$")] = None
    receiver: Annotated[_Short | None, _One] = Field(None, description="The receiver's whole name.")
    phone: Annotated[_Short | None, _One] = Field(None, description="The receiver's whole number.")
    sku: Annotated[list[_Short], _Many, _Few] = Field([], description="SKU codes.")
    tracking_no: Annotated[_Short | None, _One] = None
    q: Annotated[_Short | None, _One] = Field(None, description="Any of these; the server finds out which.")


def read_filter(values: Mapping[str, Any]) -> OrderFilter:
    """A filter as a saved view or a selection keeps it. Raises `orders.bad_filter`."""
    try:
        return OrderFilter.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "filter"
        raise DanshuError(
            "orders.bad_filter",
            f"The filter field {field} does not fit: {first['msg']}.",
            "Use the parameters of GET /v1/orders.",
            status=422,
        ) from None


@dataclass(frozen=True, slots=True)
class Known:
    """What a filter's texts were found to mean before the list is asked: SKU ids, and orders that fit `q`."""

    sku_ids: tuple[int, ...] = ()
    q_sides: tuple[Side, ...] = ()
    paid_before_placed: bool = True


ORDERS = Listed("orders", "id", frozenset({"state", "shop_id", "warehouse_id", "paid_at", "placed_at"}))
_HELD = Filled("hold_codes")
_SORTS = {
    "placed": Order("placed_at"),
    "paid": Order("paid_at"),
    "promise": Order("promise_at", descending=False),
}
Sort = Literal["placed", "paid", "promise"]


def build_query(
    asked: OrderFilter,
    known: Known,
    *,
    scope: tuple[int, ...] | None,
    now: datetime,
    vault: Vault,
    sort: Sort = "placed",
) -> Query:
    """The filter as conditions. `scope` are the caller's warehouses, None for all of them."""
    places = warehouses(asked, scope)
    sides = [*_sides(asked, now), *_contact_sides(asked, vault), *known.q_sides]
    if asked.sku:
        sides.append(sku_side(known.sku_ids))
    return Query(
        ORDERS,
        "placed_at",
        _SORTS[sort],
        tuple(_checks(asked, known, sort)),
        None if places is None else Several("warehouse_id", "warehouse_ids", SEVERAL_WAREHOUSES, places),
        tuple(sides),
        nothing=places == () or (bool(asked.sku) and not known.sku_ids) or (asked.q is not None and not known.q_sides),
    )


def warehouses(asked: OrderFilter, scope: tuple[int, ...] | None) -> tuple[int, ...] | None:
    """The warehouses that an order must leave from: those asked for, as far as the caller may see them."""
    wanted = tuple(dict.fromkeys(asked.warehouse_id))
    if scope is None:
        return wanted or None
    return tuple(one for one in wanted if one in scope) if wanted else scope


def _checks(asked: OrderFilter, known: Known, sort: Sort) -> list[Check]:
    checks: list[Check] = []
    states = tuple(asked.state) or (OPEN_STATES if sort == "promise" else ())
    if states:
        checks.append(AnyOf("state", states))
    if asked.shop_id:
        checks.append(AnyOf("shop_id", tuple(asked.shop_id)))
    if asked.province:
        checks.append(AnyOf("province", tuple(asked.province)))
    if asked.priority:
        checks.append(Between("priority", 1))
    if "any" in asked.hold:
        checks.append(_HELD)
    # Who has paid by then was placed by then: the walk begins there. Not so for the odd order paid before it was placed.
    until = [m for m in (asked.placed_to, None if known.paid_before_placed else asked.paid_to) if m is not None]
    if asked.placed_from or until:
        checks.append(Between("placed_at", asked.placed_from, min(until, default=None)))
    return checks


def _sides(asked: OrderFilter, now: datetime) -> list[Side]:
    sides = []
    if asked.hold and "any" not in asked.hold:
        held = (AnyOf("code", tuple(asked.hold)), Missing("released_at"))
        sides.append(Side("order_hold", "order_id", held, repeats=True, implies=(_HELD,)))
    if asked.tag:
        sides.append(Side("order_tag", "order_id", (AnyOf("tag", tuple(asked.tag)),), at="placed_at", ordered=True))
    if asked.paid_from or asked.paid_to:
        paid = (Between("paid_at", asked.paid_from, asked.paid_to),)
        sides.append(Side("orders", "id", paid, same=paid))
    if asked.overdue:
        sides.append(_promised(None, now))
    if asked.due_within_h:
        sides.append(_promised(now, now + timedelta(hours=asked.due_within_h)))
    if asked.number:
        sides.append(number_side(asked.number))
    if asked.source_no:
        sides.append(source_side(asked.source_no))
    if asked.tracking_no:
        sides.append(tracking_side(asked.tracking_no))
    return sides


def _contact_sides(asked: OrderFilter, vault: Vault) -> list[Side]:
    sides = []
    if asked.phone_tail:
        sides.append(contact_side("phone_tail", asked.phone_tail))
    if asked.receiver:
        sides.append(contact_side("name_hash", vault.blind("name", asked.receiver.strip())))
    if asked.phone:
        sides.append(contact_side("phone_hash", vault.blind("phone", phone_digits(asked.phone))))
    return sides


def phone_digits(text: str) -> str:
    """A number as intake keeps it, so that +86 138 1234 5678 finds 13812345678."""
    found = normalize_phone(text)
    return text.strip() if found is None else found.number


def _promised(low: datetime | None, high: datetime) -> Side:
    checks: tuple[Check, ...] = (AnyOf("state", OPEN_STATES), Between("promise_at", low, high))
    inside = frozenset({"state", "shop_id", "warehouse_id"})
    return Side("orders", "id", checks, at="placed_at", same=checks, inside=inside)


def number_side(text: str) -> Side:
    checks = (Prefix("number", text.strip().upper()),)
    return Side("orders", "id", checks, at="placed_at", same=checks, inside=frozenset({"shop_id"}))


def source_side(text: str) -> Side:
    return Side("order_source", "order_id", (Prefix("source_no", text.strip()),), repeats=True)


def tracking_side(text: str) -> Side:
    return Side("parcel", "order_id", (AnyOf("tracking_no", (text.strip(),)),), repeats=True)


def contact_side(column: str, value: str | int) -> Side:
    return Side("contact", "order_id", (AnyOf(column, (value,)),), at="placed_at", ordered=True)


def sku_side(sku_ids: tuple[int, ...]) -> Side:
    return Side("order_line", "order_id", (AnyOf("sku_id", sku_ids),), at="placed_at", ordered=True, repeats=True)


def ids_side(ids: tuple[int, ...]) -> Side:
    """Orders that are known by id already."""
    return Side("orders", "id", (AnyOf("id", ids),), at="placed_at")
