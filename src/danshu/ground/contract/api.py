"""Shapes shared by every route. What PostgreSQL can't store (NUL, lone surrogates, too large numbers) ends here as 422."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer, StringConstraints
from pydantic.json_schema import WithJsonSchema

from danshu.kernel.errors import DanshuError

PROBLEM_TYPE = "application/problem+json"

_ID = re.compile(r"[1-9][0-9]{0,17}")
_SMALL_ID = re.compile(r"[1-9][0-9]{0,8}")
_ID_SCHEMA = {"type": "string", "pattern": f"^{_ID.pattern}$"}
_SMALL_ID_SCHEMA = {"type": "string", "pattern": f"^{_SMALL_ID.pattern}$"}


def _read_id(value: object) -> int:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise ValueError("an id is text of 1 to 18 digits")
    return int(value)


def _read_small_id(value: object) -> int:
    if not isinstance(value, str) or not _SMALL_ID.fullmatch(value):
        raise ValueError("an id is text of 1 to 9 digits")
    return int(value)


def _clean(text: str) -> str:
    if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("the text has a character that can't be stored (NUL or half of a surrogate pair)")
    return text


BigId = Annotated[int, BeforeValidator(_read_id), PlainSerializer(str), WithJsonSchema(_ID_SCHEMA)]
"""An id of an order, a fulfillment order, a parcel or a message in a body: text outside, int inside."""
Id = Annotated[int, BeforeValidator(_read_small_id), PlainSerializer(str), WithJsonSchema(_SMALL_ID_SCHEMA)]
"""An id of a shop, a SKU, a warehouse, a user …: these count up from 1 and fit PostgreSQL's int4."""
PathId = Annotated[Id, Path(description="An id, as text.")]
BigPathId = Annotated[BigId, Path(description="An id, as text.")]
# Answers are made from integers, so they need the serializer alone.
IdOut = Annotated[int, PlainSerializer(str, return_type=str), WithJsonSchema(_ID_SCHEMA)]

Text = Annotated[str, AfterValidator(_clean)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_clean)]
"""One line that a person wrote: a name, a title."""
Code = Annotated[str, StringConstraints(pattern=r"^[^\s\x00-\x1f\x7f]{1,60}$"), AfterValidator(_clean)]
"""A code of the merchant's own: no blanks, no control characters."""
SearchText = Annotated[str, Query(max_length=200), AfterValidator(_clean)]
Limit = Annotated[int, Query(ge=1, le=200, description="How many items at most.")]
CursorText = Annotated[
    str, Query(max_length=500, description="`next_cursor` of the page before."), AfterValidator(_clean)
]


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


Moment = Annotated[
    datetime, PlainSerializer(_utc, return_type=str), WithJsonSchema({"type": "string", "format": "date-time"})
]
"""A time in an answer: RFC 3339 in UTC."""


class Input(BaseModel):
    """Base of every body: a misspelt field is refused rather than ignored."""

    model_config = ConfigDict(extra="forbid")


class Output(BaseModel):
    """Base of every answer; made from rows that are right already."""

    model_config = ConfigDict(from_attributes=True)


class Named(Output):
    id: IdOut
    name: str


class ProblemField(BaseModel):
    loc: list[str | int]
    msg: str


class Problem(BaseModel):
    """RFC 9457: what is wrong, with which record, and how to mend it, in the language of Accept-Language."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    mend: str
    errors: list[ProblemField] | None = None


_WORDS = {
    400: "The request can't be read.",
    401: "Nobody is signed in.",
    403: "The caller may not do this.",
    404: "There is no such record.",
    409: "The record is in a state that does not allow it, or the request is already at work.",
    413: "The body is too large.",
    415: "The body is of a type that is not taken here.",
    422: "The request does not fit.",
    429: "Too many tries; see Retry-After.",
    503: "The database does not answer in time; try again.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI responses of these statuses, as problem+json."""
    schema = {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": _WORDS[status], "content": schema} for status in statuses}


COMMON_PROBLEMS = problems(400, 401, 403, 413, 422, 503)
"""What any route with a permission may answer."""


def encode_cursor(*parts: object) -> str:
    """An opaque cursor of the last row's sort keys."""
    text = "\x1f".join(str(part) for part in parts)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(cursor: str, count: int) -> list[str]:
    """The `count` parts of a cursor. Raises `http.bad_cursor`."""
    try:
        raw = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        parts = raw.decode().split("\x1f")
    except (binascii.Error, ValueError):
        raise bad_cursor() from None
    if len(parts) != count or "\x00" in raw.decode():
        raise bad_cursor()
    return parts


def decode_id_cursor(cursor: str | None, *, at_most: int = 2**63 - 1) -> int | None:
    """The one id in a cursor, or None without one. Raises `http.bad_cursor`."""
    if cursor is None:
        return None
    (text,) = decode_cursor(cursor, 1)
    return int_of(text, at_most=at_most)


def int_of(text: str, *, at_most: int = 2**63 - 1) -> int:
    """A whole number of a cursor, from 0 to `at_most`. Raises `http.bad_cursor`."""
    if not re.fullmatch(r"[0-9]{1,19}", text) or int(text) > at_most:
        raise bad_cursor()
    return int(text)


def bad_cursor() -> DanshuError:
    return DanshuError(
        "http.bad_cursor", "The cursor is not one that this list gave.", "Start again without a cursor.", status=422
    )


def not_found(what: str, which: object) -> DanshuError:
    """404 with the noun and what was asked for."""
    return DanshuError(
        "http.not_found", f"There is no {what} {which}.", "It may have been removed; read the list anew.", status=404
    )
