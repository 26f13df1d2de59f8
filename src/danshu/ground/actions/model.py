"""One action, five doors: the button, the bulk bar, the API, an automation's step and a sentence all use this type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from danshu.kernel.errors import DanshuError

Access = Literal["allowed", "compensated", "refused"]
"""`compensated` means that stages behind the order back out first, and the order goes through them anew."""

STATES = ("pending_payment", "paid", "in_review", "picking", "shipped", "completed", "in_after_sales", "closed")
Result = Literal["ok", "refused", "conflict", "failed", "no_change"]
"""What became of one record."""


class Params(msgspec.Struct, forbid_unknown_fields=True):
    """Base of every action's fields; what is not declared is refused."""


def text(zh: str, en: str, *, max_length: int = 500, min_length: int = 0, widget: str | None = None) -> msgspec.Meta:
    """A text field with its words for people."""
    extra = {"x-zh": zh, "x-en": en, **({"x-widget": widget} if widget else {})}
    return msgspec.Meta(min_length=min_length, max_length=max_length, extra_json_schema=extra)


def number(zh: str, en: str, *, ge: int = 1, le: int = 1_000_000, widget: str | None = None) -> msgspec.Meta:
    """A whole number with its words for people."""
    extra = {"x-zh": zh, "x-en": en, **({"x-widget": widget} if widget else {})}
    return msgspec.Meta(ge=ge, le=le, extra_json_schema=extra)


def words(zh: str, en: str, *, widget: str | None = None) -> msgspec.Meta:
    """Any other field with its words for people."""
    return msgspec.Meta(extra_json_schema={"x-zh": zh, "x-en": en, **({"x-widget": widget} if widget else {})})


@dataclass(frozen=True, slots=True)
class Action:
    """What may be done to records of one scope.

    `apply(batch, record, params)` changes the record in memory and gives what undo needs, or None when nothing was to
    be changed. It raises a DanshuError before it changes anything when the record refuses. `rewind(record, params)`
    names the stage that the record goes back to first, or None. A grouped action gets the whole selection at once.
    """

    name: str
    title_zh: str
    title_en: str
    permission: str
    params: type[Params]
    apply: Callable[[Any, Any, Any], dict[str, Any] | None]
    scope: Literal["order", "stock"] = "order"
    states: dict[str, Access] = field(default_factory=dict)
    rewind: Callable[[Any, Any], str | None] | None = None
    undo: Callable[[Any, Any, dict[str, Any]], None] | None = None
    undo_rewind: str | None = None
    grouped: bool = False
    bulk: bool = True
    danger: bool = False
    new_orders: int = 0
    """How many new orders one record may bring about."""
    personal: bool = False
    """Whether the fields hold personal data, which runs keep sealed."""
    needs_contact: bool = False
    """Whether the receiver is opened from the vault first."""

    def access(self, state: str) -> Access:
        return self.states.get(state, "refused")

    def schema(self) -> dict[str, Any]:
        """JSON Schema of the fields, without references."""
        (schema,), components = msgspec.json.schema_components([self.params], ref_template="#/$defs/{name}")
        name = schema["$ref"].rsplit("/", 1)[1]
        return {**components.pop(name), **({"$defs": components} if components else {})}


def everywhere(access: Access = "allowed", **but: Access) -> dict[str, Access]:
    """The same access in every state, except where named."""
    return {state: but.get(state, access) for state in STATES}


def only(**access: Access) -> dict[str, Access]:
    """Refused in every state, except where named."""
    return {state: access.get(state, "refused") for state in STATES}


def read_params(action: Action, raw: Any) -> Params:
    """The typed fields. Raises `actions.bad_params` that names the field."""
    try:
        return msgspec.convert(raw, action.params)
    except msgspec.ValidationError as error:
        raise DanshuError(
            "actions.bad_params", f"{action.name}: {error}.", "See the action's fields at GET /v1/actions.", status=422
        ) from None


def refuse(code: str, what: str, mend: str) -> DanshuError:
    """Why a record does not allow the action now."""
    return DanshuError(f"actions.{code}", what, mend, status=409)
