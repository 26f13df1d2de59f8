"""One order on one page: two statements, then what only code can tell (decisions, why it waits, what comes next)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Request, Response

from danshu.db.sql import SqlFolder
from danshu.db.unit_of_work import UnitOfWork
from danshu.ground.accounts.api import Caller, Now, Reads, language, require
from danshu.ground.contract.api import COMMON_PROBLEMS, not_found, problems
from danshu.ground.events.rules import in_chinese
from danshu.ground.events.store import open_decisions
from danshu.ground.vault.rules import Vault, mask_text
from danshu.views import order_words
from danshu.views.masking import mask_note
from danshu.views.order_filter import DUE_SOON_HOURS
from danshu.views.page_models import OrderPageOut
from danshu.views.workbench import vault_of

SQL = SqlFolder(__name__)
router = APIRouter(prefix="/v1/orders", tags=["orders"], responses={**COMMON_PROBLEMS, **problems(404)})

Reader = Annotated[Caller, require("orders.read")]
OrderKey = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,60}$", description="An order's id or its number.")]
_ID_DIGITS = 18
_NOTE_KINDS = (("buyer_note", "buyer"), ("seller_note", "seller"))


async def find_order(work: UnitOfWork, key: str, caller: Caller) -> int:
    """The id of an order that the caller may see. Raises `http.not_found`."""
    is_id = key.isdigit() and len(key) <= _ID_DIGITS
    rows = await work.fetch(
        SQL.find_order,
        id=int(key) if is_id else None,
        number=None if is_id else key.upper(),
        warehouse_ids=scope_of(caller),
    )
    if not rows:
        raise not_found("order", key)
    return int(rows[0][0])


def scope_of(caller: Caller) -> list[int] | None:
    return None if caller.warehouse_ids is None else list(caller.warehouse_ids)


@router.get("/{id}", response_model=OrderPageOut)
async def read_order(id: OrderKey, caller: Reader, work: Reads, now: Now, request: Request) -> Response:
    """Everything of one order, personal data masked; money is null without `money.read`."""
    order_id = await find_order(work, id, caller)
    page = await load_page(work, order_id, caller, now, vault_of(request), zh=language(request) == "zh-CN")
    if page is None:
        raise not_found("order", id)
    return Response(msgspec.json.encode(page), media_type="application/json")


async def load_page(
    work: UnitOfWork, order_id: int, caller: Caller, now: datetime, vault: Vault, *, zh: bool
) -> dict[str, Any] | None:
    """The page as a dictionary, or None when the caller may not see the order."""
    rows = await work.fetch(
        SQL.read_order,
        id=order_id,
        now=now,
        soon_hours=DUE_SOON_HOURS,
        warehouse_ids=scope_of(caller),
        money=caller.may("money.read"),
    )
    if not rows:
        return None
    text, sealed, decisions = rows[0]
    page: dict[str, Any] = msgspec.json.decode(text)
    plain: dict[str, Any] = vault.open_json(sealed) if sealed else {}
    _put_holds(page, zh)
    _put_contact(page, plain)
    page["related"] = await _related(work, page.pop("related_ids") or {}, caller)
    page["decisions"] = [
        _decision(at, one, caller, zh) for at, body in decisions for one in open_decisions(bytes.fromhex(body))
    ]
    page["explain"], page["next_action"] = order_words.explain(page), order_words.next_action(page)
    for line in page["lines"]:
        line["stock"] = order_words.stock_uses(line, page, zh)
    for line in page["lines"]:
        del line["kind"], line["reserved_at"]
    for name in ("run_at", "payment", "shipped_qty"):
        del page[name]
    return page


def _put_holds(page: dict[str, Any], zh: bool) -> None:
    """Open holds first in the order in which they came, released ones apart."""
    page["holds"], page["released_holds"] = [], []
    for hold in page.pop("all_holds"):
        entry = {
            "id": f"{hold['code']}@{hold['at']}",
            "code": hold["code"],
            "reason": in_chinese(hold["reason"]) if zh else hold["reason"],
            "source": hold["source"],
            "at": hold["at"],
            "by": order_words.who(hold["source"], hold["by_name"], page["shop"]["name"]),
            "releasable": hold["released_at"] is None and order_words.releasable(hold["code"]),
            "released_at": hold["released_at"],
        }
        page["holds" if hold["released_at"] is None else "released_holds"].append(entry)


def _put_contact(page: dict[str, Any], plain: dict[str, Any]) -> None:
    page["address"] = {
        **page.pop("place"),
        "detail_masked": mask_text(plain.get("detail")),
        "token": bool(plain.get("token")),
        "masked": bool(plain.get("masked")),
    }
    names = tuple(name for name in (plain.get("name"), plain.get("buyer_nick")) if isinstance(name, str))
    said = [
        {"id": kind, "at": page["placed_at"], "by": None, "text": plain[key], "kind": kind}
        for key, kind in _NOTE_KINDS
        if plain.get(key)
    ]
    page["notes"] = [{**note, "text": mask_note(note["text"], names)} for note in [*page["notes"], *said]]


def _decision(at: str, one: dict[str, Any], caller: Caller, zh: bool) -> dict[str, Any]:
    said = in_chinese if zh else str
    titles = order_words.STAGES.get(str(one["stage"]))
    # What other warehouses have and cost is not for callers who may not see them.
    rejected = one.get("rejected", []) if caller.warehouse_ids is None else []
    return {
        "at": at,
        "event_id": None,
        "stage": one["stage"],
        "title": one["stage"] if titles is None else titles[0 if zh else 1],
        "chosen": said(one["chosen"]),
        "why": [said(reason) for reason in one["why"]],
        "rejected": [{"cost_minor": None, **option, "why": said(option.get("why", ""))} for option in rejected],
        "facts": one.get("facts", {}),
        "version": one.get("version"),
    }


async def _related(work: UnitOfWork, related: dict[str, Any], caller: Caller) -> list[dict[str, Any]]:
    """Links to other orders; `related` maps a relation to an id, a list of ids, or a list of records with an id."""
    relations: dict[int, str] = {}
    for name, value in related.items():
        if name == "changed_lines":
            continue
        for one in value if isinstance(value, list) else [value]:
            relations[int(one["id"] if isinstance(one, dict) else one)] = _RELATIONS.get(name, name)
    if not relations:
        return []
    rows = await work.fetch(SQL.read_related, ids=list(relations), warehouse_ids=scope_of(caller))
    return [{"id": str(row[0]), "number": row[1], "state": row[2], "relation": relations[row[0]]} for row in rows]


_RELATIONS = {"merged": "merged_from", "clones": "cloned_into"}
