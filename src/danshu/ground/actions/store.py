"""Runs of actions: what was asked, of which records, and what became of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from danshu.db.sql import SqlFolder
from danshu.db.unit_of_work import Table, UnitOfWork

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from danshu.ground.actions.model import Action
    from danshu.ground.vault.rules import Vault

SQL = SqlFolder(__name__)
_SEALED = "sealed"
ITEM = Table("action_item", (("run_id", "int8"), ("position", "int4"), ("order_id", "int8"), ("version", "int4")))


@dataclass(frozen=True, slots=True)
class Run:
    id: int
    action: str
    actor: str
    permissions: list[str]
    warehouse_ids: list[int] | None
    params: dict[str, Any]
    state: str
    total: int
    done: int
    undo_of: int | None


@dataclass(frozen=True, slots=True)
class ToDo:
    """One record of a run. `version` is what the caller saw; `undo` what the undone run kept."""

    position: int
    order_id: int
    version: int | None
    undo: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Done:
    position: int
    outcome: str
    code: str | None
    version_after: int | None
    undo: dict[str, Any] | None


def close_params(vault: Vault, action: Action, params: dict[str, Any]) -> dict[str, Any]:
    """The fields as a run keeps them: sealed where they are personal (P4)."""
    return {_SEALED: vault.seal_json(params).hex()} if action.personal else params


def open_params(vault: Vault, params: dict[str, Any]) -> dict[str, Any]:
    """The fields as they were asked."""
    if set(params) != {_SEALED}:
        return params
    opened: dict[str, Any] = vault.open_json(bytes.fromhex(params[_SEALED]))
    return opened


async def create_run(
    work: UnitOfWork, *, action: str, actor: str, permissions: Sequence[str], warehouse_ids: Sequence[int] | None,
    params: Any, items: Sequence[tuple[int, int | None]], at: datetime, undo_of: int | None = None,
) -> int:  # fmt: skip
    """Keeps a run with its frozen selection, (record id, version) each, and gives its id."""
    rows = await work.fetch(
        SQL.create_run,
        action=action,
        actor=actor,
        permissions=sorted(permissions),
        warehouse_ids=None if warehouse_ids is None else list(warehouse_ids),
        params=json.dumps(params),
        total=len(items),
        at=at,
        undo_of=undo_of,
    )
    run_id = int(rows[0][0])
    work.insert(ITEM, [(run_id, n, record_id, version) for n, (record_id, version) in enumerate(items)])
    return run_id


async def claim_run(work: UnitOfWork) -> Run | None:
    """The oldest run that has records to do and that nobody else is at."""
    rows = await work.fetch(SQL.claim_run)
    return Run(*rows[0]) if rows else None


async def lock_run(work: UnitOfWork, run_id: int) -> Run | None:
    rows = await work.fetch(SQL.lock_run, run_id=run_id)
    return Run(*rows[0]) if rows else None


async def next_items(work: UnitOfWork, run: Run, row_count_max: int) -> list[ToDo]:
    """Records of a locked run that are still to do, with what the undone run kept of them."""
    rows = await work.fetch(SQL.next_items, run_id=run.id, undo_of=run.undo_of, row_count_max=row_count_max)
    return [ToDo(*row) for row in rows]


async def finish_items(work: UnitOfWork, run: Run, done: Sequence[Done]) -> None:
    """Stores what became of records, and counts them."""
    await work.run(
        SQL.finish_items,
        run_id=run.id,
        positions=[d.position for d in done],
        outcomes=[d.outcome for d in done],
        codes=[d.code for d in done],
        versions=[d.version_after for d in done],
        undos=[None if d.undo is None else json.dumps(d.undo) for d in done],
    )


async def close_run(work: UnitOfWork, run_id: int, *, added: int, finished: bool, at: datetime) -> None:
    await work.run(SQL.close_run, run_id=run_id, added=added, finished=finished, at=at)


async def read_undoable(work: UnitOfWork, run_id: int) -> list[ToDo]:
    """The records that a run changed, the last one first, with the versions that it left and what undo needs."""
    return [ToDo(n, *row) for n, row in enumerate(await work.fetch(SQL.read_undoable, run_id=run_id))]
