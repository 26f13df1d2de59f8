"""Routes of SKUs and bundles."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from danshu.db.unit_of_work import UnitOfWork
from danshu.domain.catalog import store
from danshu.domain.catalog.model import Component, Sku
from danshu.ground.accounts.api import AuditTrail, Caller, Now, Reads, Writes, require
from danshu.ground.contract.api import (
    COMMON_PROBLEMS,
    Code,
    CursorText,
    Id,
    IdOut,
    Input,
    Limit,
    Line,
    Output,
    PathId,
    SearchText,
    Text,
    decode_cursor,
    encode_cursor,
    not_found,
    problems,
)
from danshu.kernel.errors import DanshuError

router = APIRouter(prefix="/v1/skus", tags=["catalog"], responses=COMMON_PROBLEMS)

Manager = Annotated[Caller, require("setup.manage")]
Reader = Annotated[Caller, require("orders.read", "stock.read", "setup.manage")]
Attributes = Annotated[
    dict[Annotated[Text, Field(min_length=1, max_length=60)], Annotated[Text, Field(max_length=200)]],
    Field(max_length=30),
]
Barcode = Annotated[Text, Field(pattern=r"^[\x21-\x7e]{1,60}$")]
Grams = Annotated[int, Field(ge=0, le=100_000_000)]
CostMinor = Annotated[int, Field(ge=0, le=10**13)]
LowStock = Annotated[int, Field(ge=0, le=1_000_000_000)]


class ComponentIn(Input):
    """`code` may be sent along and is not read."""

    sku_id: Id
    code: Code | None = None
    qty: Annotated[int, Field(ge=1, le=10_000)]
    price_weight: Annotated[int, Field(ge=0, le=10**12)] = 1


class ComponentOut(Output):
    sku_id: IdOut
    code: str
    qty: int
    price_weight: int


class SkuOut(Output):
    """`cost_minor` is null for callers without money.read."""

    id: IdOut
    code: str
    name: str
    attributes: dict[str, str]
    barcode: str | None
    weight_g: int
    is_bundle: bool
    components: list[ComponentOut]
    cost_minor: int | None
    active: bool
    low_stock_qty: int


class SkuPage(Output):
    items: list[SkuOut]
    next_cursor: str | None


Components = Annotated[list[ComponentIn], Field(max_length=100)]


class SkuNew(Input):
    code: Code
    name: Line
    attributes: Attributes = Field(default_factory=dict)
    barcode: Barcode | None = None
    weight_g: Grams = 0
    is_bundle: bool = False
    components: Components = Field(default_factory=list)
    cost_minor: CostMinor | None = None
    active: bool = True
    low_stock_qty: LowStock = 0


class SkuChange(Input):
    """What is left out, or null, stays; barcode and cost become empty by null. Code and kind can't be changed."""

    code: Code | None = None
    is_bundle: bool | None = None
    name: Line | None = None
    attributes: Attributes | None = None
    barcode: Barcode | None = None
    weight_g: Grams | None = None
    components: Components | None = None
    cost_minor: CostMinor | None = None
    active: bool | None = None
    low_stock_qty: LowStock | None = None


@router.get("", response_model=SkuPage)
async def list_skus(
    caller: Reader,
    work: Reads,
    q: SearchText | None = None,
    active: Annotated[bool | None, Query()] = None,
    is_bundle: Annotated[bool | None, Query()] = None,
    cursor: CursorText | None = None,
    limit: Limit = 50,
) -> SkuPage:
    """SKUs by code. `q` is the beginning of a code or barcode, or a part of a name."""
    after = decode_cursor(cursor, 1)[0] if cursor else ""
    skus = await store.read_skus(work, q=q or None, active=active, bundles=is_bundle, after=after, limit=limit + 1)
    shown = skus[:limit]
    return SkuPage(
        items=[_out(sku, caller) for sku in shown],
        next_cursor=encode_cursor(shown[-1].code) if len(skus) > limit else None,
    )


@router.post("", response_model=SkuOut, status_code=201, responses=problems(409))
async def create_sku(body: SkuNew, caller: Manager, work: Writes, now: Now, trail: AuditTrail) -> SkuOut:
    """A new SKU; with components, a bundle. Lines that wait for an item of this code are matched within a minute."""
    is_bundle = body.is_bundle or bool(body.components)
    values = body.model_dump(exclude={"components", "is_bundle"})
    sku = Sku(0, is_bundle=is_bundle, **values)
    sku_id = await store.create_sku(work, sku, now)
    if sku_id is None:
        raise DanshuError(
            "catalog.code_taken", f"There is a SKU {body.code} already.", "Choose another code.", status=409
        )
    sku = replace(sku, id=sku_id)
    if is_bundle:
        sku = replace(sku, components=await _put_components(work, sku, body.components))
    await trail.note(work, caller, "sku.created", f"sku:{sku_id}", **body.model_dump(mode="json"))
    return _out(sku, caller)


@router.get("/{id}", response_model=SkuOut, responses=problems(404))
async def read_sku(id: PathId, caller: Reader, work: Reads) -> SkuOut:
    """One SKU."""
    sku = await store.read_sku(work, id)
    if sku is None:
        raise not_found("SKU", id)
    return _out(sku, caller)


@router.patch("/{id}", response_model=SkuOut, responses=problems(404, 409))
async def change_sku(id: PathId, body: SkuChange, caller: Manager, work: Writes, trail: AuditTrail) -> SkuOut:
    """Changes a SKU. `components` are put whole and count for orders from now on."""
    sku = await store.lock_sku(work, id)
    if sku is None:
        raise not_found("SKU", id)
    for field in ("code", "is_bundle"):
        sent = getattr(body, field)
        if sent is not None and sent != getattr(sku, field):
            raise DanshuError(
                "catalog.fixed_field", f"The {field} of SKU {sku.code} can't be changed.", "Make a new SKU.", status=409
            )
    changes = body.model_dump(exclude_none=True, exclude={"code", "is_bundle", "components"})
    for field in ("barcode", "cost_minor"):
        if field in body.model_fields_set:
            changes[field] = getattr(body, field)
    after = replace(sku, **changes)
    await store.update_sku(work, after)
    if body.components is not None and (sku.is_bundle or body.components):
        if not sku.is_bundle:
            raise _not_a_bundle(sku)
        after = replace(after, components=await _put_components(work, sku, body.components))
    await trail.note(work, caller, "sku.changed", f"sku:{id}", **body.model_dump(exclude_unset=True, mode="json"))
    return _out(after, caller)


async def _put_components(work: UnitOfWork, bundle: Sku, parts: list[ComponentIn]) -> tuple[Component, ...]:
    """Raises `catalog.empty_bundle`, `catalog.component_twice` and `catalog.bad_component`."""
    if not parts:
        raise DanshuError(
            "catalog.empty_bundle", f"Bundle {bundle.code} has no components.", "Name at least one SKU.", status=422
        )
    ids = [part.sku_id for part in parts]
    if len(set(ids)) < len(ids):
        raise DanshuError(
            "catalog.component_twice", f"A SKU stands twice in bundle {bundle.code}.", "Name it once.", status=422
        )
    written = await store.write_components(work, bundle.id, [(p.sku_id, p.qty, p.price_weight) for p in parts])
    missing = sorted(set(ids) - {component.sku_id for component in written})
    if missing:
        raise DanshuError(
            "catalog.bad_component",
            f"SKU {missing[0]} can't be a component of bundle {bundle.code}: it is unknown, or a bundle itself.",
            "Name SKUs that are stocked.",
            status=422,
        )
    return tuple(written)


def _not_a_bundle(sku: Sku) -> DanshuError:
    return DanshuError(
        "catalog.not_a_bundle", f"SKU {sku.code} is no bundle and has no components.", "Make a new SKU.", status=409
    )


def _out(sku: Sku, caller: Caller) -> SkuOut:
    return SkuOut(
        id=sku.id, code=sku.code, name=sku.name, attributes=sku.attributes, barcode=sku.barcode, weight_g=sku.weight_g,
        is_bundle=sku.is_bundle, components=[ComponentOut.model_validate(part) for part in sku.components],
        cost_minor=sku.cost_minor if caller.may("money.read") else None, active=sku.active,
        low_stock_qty=sku.low_stock_qty,
    )  # fmt: skip
