"""API keys: shown once, told apart by their prefix, revoked but never removed."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import AliasChoices, Field

from danshu.ground.accounts import rules, store
from danshu.ground.accounts.api.access import AuditTrail, Now, Reads, Writes, require
from danshu.ground.accounts.api.people import Warehouses
from danshu.ground.accounts.model import ApiKey, Caller
from danshu.ground.contract.api import (
    COMMON_PROBLEMS,
    CursorText,
    IdOut,
    Input,
    Limit,
    Line,
    Moment,
    Output,
    PathId,
    decode_id_cursor,
    encode_cursor,
    not_found,
    problems,
)

router = APIRouter(prefix="/v1/api-keys", tags=["people"], responses=COMMON_PROBLEMS)

Manager = Annotated[Caller, require("users.manage")]


class ApiKeyOut(Output):
    id: IdOut
    name: str
    prefix: str
    scopes: list[str]
    warehouse_ids: list[IdOut] | None
    created_by: str
    created_at: Moment
    last_used_at: Moment | None


class ApiKeyMade(ApiKeyOut):
    """`secret` is the key itself; no later answer has it."""

    secret: str


class ApiKeyPage(Output):
    items: list[ApiKeyOut]
    next_cursor: str | None


class ApiKeyNew(Input):
    """`permissions` is taken as another word for `scopes`."""

    name: Line
    scopes: Annotated[
        list[Annotated[str, Field(max_length=60)]],
        Field(min_length=1, max_length=50, validation_alias=AliasChoices("scopes", "permissions")),
    ]
    warehouse_ids: Warehouses | None = None


@router.get("", response_model=ApiKeyPage)
async def list_api_keys(
    caller: Manager, work: Reads, cursor: CursorText | None = None, limit: Limit = 100
) -> ApiKeyPage:
    """Keys that work, newest first."""
    keys = await store.read_keys(work, before=decode_id_cursor(cursor, at_most=2**31 - 1), limit=limit + 1)
    shown = keys[:limit]
    return ApiKeyPage(
        items=[ApiKeyOut(**_fields(key)) for key in shown],
        next_cursor=encode_cursor(shown[-1].id) if len(keys) > limit else None,
    )


@router.post("", response_model=ApiKeyMade, status_code=201)
async def create_api_key(body: ApiKeyNew, caller: Manager, work: Writes, now: Now, trail: AuditTrail) -> ApiKeyMade:
    """A new key with a part of the caller's own permissions. Its secret is shown this once."""
    rules.check_known(body.scopes)
    scope = body.warehouse_ids
    if "warehouse_ids" not in body.model_fields_set and caller.warehouse_ids is not None:
        scope = list(caller.warehouse_ids)
    rules.check_grant(caller, body.scopes, scope)
    key, secret = await store.create_key(work, caller, body.name, body.scopes, scope, now)
    await trail.note(
        work, caller, "api_key.created", f"api:{key.id}", name=key.name, prefix=key.prefix, scopes=list(key.scopes),
        warehouse_ids=scope,
    )  # fmt: skip
    return ApiKeyMade(**_fields(key), secret=secret)


@router.delete("/{id}", status_code=204, response_class=Response, responses=problems(404))
async def delete_api_key(id: PathId, caller: Manager, work: Writes, now: Now, trail: AuditTrail) -> Response:
    """Revokes a key at once."""
    scopes = await store.revoke_key(work, id, now)
    if scopes is None:
        raise not_found("API key", id)
    await trail.note(work, caller, "api_key.revoked", f"api:{id}")
    return Response(status_code=204)


def _fields(key: ApiKey) -> dict[str, Any]:
    return {
        "id": key.id, "name": key.name, "prefix": key.prefix, "scopes": list(key.scopes),
        "warehouse_ids": None if key.warehouse_ids is None else list(key.warehouse_ids),
        "created_by": key.created_by, "created_at": key.created_at, "last_used_at": key.used_at,
    }  # fmt: skip
