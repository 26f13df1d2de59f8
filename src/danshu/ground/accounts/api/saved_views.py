"""Saved views of the workbench: one's own, and those that others share."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from danshu.ground.accounts import store
from danshu.ground.accounts.api.access import Now, Person, Reads, Writes
from danshu.ground.accounts.model import Caller, SavedView
from danshu.ground.contract.api import (
    COMMON_PROBLEMS,
    IdOut,
    Input,
    Line,
    Output,
    PathId,
    Text,
    not_found,
    problems,
)

router = APIRouter(prefix="/v1/saved-views", tags=["session"], responses=COMMON_PROBLEMS)

_Word = Annotated[Text, Field(max_length=200)]
ViewFilter = Annotated[
    dict[Annotated[Text, Field(max_length=60)], _Word | Annotated[list[_Word], Field(max_length=100)]],
    Field(max_length=40),
]
Columns = Annotated[list[Annotated[Text, Field(max_length=60)]], Field(max_length=60)]


class SavedViewOut(Output):
    id: IdOut
    name: str
    filter: dict[str, str | list[str]]
    columns: list[str] | None
    shared: bool
    mine: bool


class SavedViewPage(Output):
    items: list[SavedViewOut]
    next_cursor: None = None


class SavedViewNew(Input):
    name: Line
    filter: ViewFilter
    columns: Columns | None = None
    shared: bool = False


class SavedViewChange(Input):
    """What is left out stays, and so does what is null, except `columns`: null means the usual ones."""

    name: Line | None = None
    filter: ViewFilter | None = None
    columns: Columns | None = None
    shared: bool | None = None


@router.get("", response_model=SavedViewPage)
async def list_saved_views(caller: Person, work: Reads) -> SavedViewPage:
    """The caller's own views and those that others share."""
    assert caller.user_id is not None
    return SavedViewPage(items=[_out(view, caller) for view in await store.read_views(work, caller.user_id)])


@router.post("", response_model=SavedViewOut, status_code=201)
async def create_saved_view(body: SavedViewNew, caller: Person, work: Writes, now: Now) -> SavedViewOut:
    """Keeps a filter and columns under a name."""
    assert caller.user_id is not None
    view = SavedView(0, caller.user_id, body.name, dict(body.filter), body.columns, body.shared)
    return _out(replace(view, id=await store.create_view(work, view, now)), caller)


@router.patch("/{id}", response_model=SavedViewOut, responses=problems(404))
async def change_saved_view(id: PathId, body: SavedViewChange, caller: Person, work: Writes) -> SavedViewOut:
    """Changes a view of one's own."""
    assert caller.user_id is not None
    view = await store.lock_view(work, id, caller.user_id)
    if view is None:
        raise not_found("saved view of yours", id)
    after = replace(
        view, name=body.name or view.name, filter=view.filter if body.filter is None else dict(body.filter),
        columns=body.columns if "columns" in body.model_fields_set else view.columns,
        shared=view.shared if body.shared is None else body.shared,
    )  # fmt: skip
    await store.update_view(work, after)
    return _out(after, caller)


@router.delete("/{id}", status_code=204, response_class=Response, responses=problems(404))
async def delete_saved_view(id: PathId, caller: Person, work: Writes) -> Response:
    """Removes a view of one's own."""
    assert caller.user_id is not None
    if not await store.delete_view(work, id, caller.user_id):
        raise not_found("saved view of yours", id)
    return Response(status_code=204)


def _out(view: SavedView, caller: Caller) -> SavedViewOut:
    return SavedViewOut(
        id=view.id, name=view.name, filter=view.filter, columns=view.columns, shared=view.shared,
        mine=view.user_id == caller.user_id,
    )  # fmt: skip
