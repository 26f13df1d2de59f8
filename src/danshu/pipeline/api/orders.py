"""Orders by API: accepted and reserved before the answer, each with its own result."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from danshu.db.unit_of_work import UnitOfWork
from danshu.ground.accounts.api.access import language, require
from danshu.ground.accounts.model import Caller
from danshu.ground.actions.api import IdempotencyKey, Slot, once
from danshu.ground.contract.api import problems
from danshu.kernel.errors import DanshuError
from danshu.pipeline.collector import Accepted, Collector
from danshu.pipeline.passes import House, read_reference
from danshu.sdk.orders import OrderMessage

router = APIRouter(tags=["orders"])
ORDERS_MAX = 500

_decode_order = msgspec.json.Decoder(OrderMessage).decode
_STATUS = {"created": 201, "updated": 200, "duplicate": 200, "late": 200, "refused": 422}


class _Body(msgspec.Struct):
    shop: str
    orders: list[msgspec.Raw]


_decode_body = msgspec.json.Decoder(_Body).decode


class OrderError(BaseModel):
    code: str
    title: str
    mend: str


class OrderResult(BaseModel):
    """What became of one order: 201 created, 200 known already (updated or unchanged), 422 refused."""

    source_no: str
    status: Literal[200, 201, 422]
    outcome: Literal["created", "updated", "duplicate", "late", "refused"]
    id: str | None = None
    number: str | None = None
    state: str | None = None
    short_units: int = Field(default=0, description="Units that stock does not cover; the order waits for them.")
    error: OrderError | None = None


class OrderResults(BaseModel):
    items: list[OrderResult]


def request_schema() -> dict[str, Any]:
    """JSON Schema of the request, from the type that reads it."""
    (_,), components = msgspec.json.schema_components([OrderMessage], ref_template="#/$defs/{name}")
    order = components.pop("OrderMessage")
    return {
        "type": "object",
        "required": ["shop", "orders"],
        "properties": {
            "shop": {"type": "string", "description": "The shop's code.", "minLength": 1, "maxLength": 60},
            "orders": {"type": "array", "items": order, "minItems": 1, "maxItems": ORDERS_MAX},
        },
        "$defs": components,
    }


def _inline(schema: Any, defs: dict[str, Any]) -> Any:
    """OpenAPI resolves references from the document's root: the few definitions are written out in place."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _inline(defs[schema["$ref"].rsplit("/", 1)[1]], defs)
        return {key: _inline(value, defs) for key, value in schema.items() if key != "$defs"}
    return [_inline(value, defs) for value in schema] if isinstance(schema, list) else schema


_SCHEMA = _inline(request_schema(), request_schema()["$defs"])


@router.post(
    "/v1/orders/batch",
    operation_id="sendOrders",
    status_code=207,
    response_model=OrderResults,
    responses=problems(404, 409),
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": _SCHEMA}}}},
)
async def send_orders(
    request: Request, caller: Annotated[Caller, require("orders.act")], key: IdempotencyKey = None
) -> Response:
    """Takes up to 500 orders of one shop. A repeated order changes nothing, so a call may be repeated safely."""
    raw = await request.body()

    async def run(slot: Slot | None) -> Response:
        return await _send(request, caller, raw)

    return await once(request, caller, key, raw, run)


async def _send(request: Request, caller: Caller, raw: bytes) -> Response:
    try:
        body = _decode_body(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DanshuError(
            "intake.bad_request", f"The request can't be read: {error}.", "Send shop and orders as JSON.", status=422
        ) from None
    if not 0 < len(body.orders) <= ORDERS_MAX:
        raise DanshuError(
            "intake.bad_request", f"{len(body.orders)} orders were sent.", f"Send 1 to {ORDERS_MAX}.", status=422
        )
    house: House = request.app.state.house
    shop_id = await _shop_id(request, house, body.shop)
    messages, results = _read(body.orders)
    collector: Collector = request.app.state.collector
    accepted = await collector.submit(shop_id, [message for _, message in messages], caller.actor) if messages else []
    locale = language(request)
    for (position, message), one in zip(messages, accepted, strict=True):
        results[position] = _result(message.source_no, one, locale)
    items = [results[position] for position in range(len(body.orders))]
    return Response(msgspec.json.encode({"items": items}), 207, media_type="application/json")


async def _shop_id(request: Request, house: House, code: str) -> int:
    reference = house.reference
    known = {shop.code: shop.id for shop in reference.shops.values()} if reference else {}
    if code not in known:
        async with request.app.state.pool.connection() as connection:
            reference = await read_reference(UnitOfWork(connection), house)
        known = {shop.code: shop.id for shop in reference.shops.values()}
    if code not in known:
        raise DanshuError(
            "shops.unknown", "There is no shop with this code.", "Create the shop first, or mend the code.", status=404
        )
    return known[code]


def _read(raw_orders: list[msgspec.Raw]) -> tuple[list[tuple[int, OrderMessage]], dict[int, dict[str, Any]]]:
    """(position, message) of the orders that can be read, and the results of the others."""
    messages, results = [], {}
    for position, raw in enumerate(raw_orders):
        try:
            messages.append((position, _decode_order(raw)))
        except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
            results[position] = {
                "source_no": _source_no(raw),
                "status": 422,
                "outcome": "refused",
                "error": {
                    "code": "intake.unreadable",
                    "title": str(error)[:300],
                    "mend": "See the schema of sendOrders.",
                },
            }
    return messages, results


def _source_no(raw: msgspec.Raw) -> str:
    """The number of an order that can't be read otherwise, so that its sender finds it."""
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
    number = found.get("source_no") if isinstance(found, dict) else None
    return number[:100] if isinstance(number, str) else ""


def _result(source_no: str, one: Accepted, locale: str) -> dict[str, Any]:
    result: dict[str, Any] = {"source_no": source_no, "status": _STATUS[one.status], "outcome": one.status}
    if one.refusal is not None:
        zh = locale == "zh-CN"
        result["error"] = {
            "code": one.refusal.code,
            "title": one.refusal.what_zh if zh else one.refusal.what_en,
            "mend": one.refusal.mend_zh if zh else one.refusal.mend_en,
        }
    if one.order_id is not None:
        result |= {"id": str(one.order_id), "number": one.number, "state": one.state, "short_units": one.short_units}
    return result
