"""Every error leaves as problem+json (RFC 9457), whoever raised it, in the caller's language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import psycopg
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from psycopg_pool import PoolTimeout
from starlette.exceptions import HTTPException

from danshu.app.http.words import words_of
from danshu.ground.accounts.api import language
from danshu.ground.contract.api import PROBLEM_TYPE
from danshu.kernel.errors import DanshuError

_RETRY_SECONDS = 5
_FIELDS_MAX = 50


def problem(request: Request, error: DanshuError, *, errors: list[dict[str, Any]] | None = None,
            headers: Mapping[str, str] | None = None) -> Response:  # fmt: skip
    """The response to an error. Texts that can't be encoded lose those characters rather than fail."""
    words = words_of(error.code, error.status)
    zh = language(request) == "zh-CN"
    body: dict[str, Any] = {
        "type": f"urn:danshu:problem:{error.code}",
        "title": words.title_zh if zh else words.title_en,
        "status": error.status,
        "detail": (words.detail_zh if zh else None) or error.what,
        "code": error.code,
        "mend": (words.mend_zh if zh else None) or error.mend,
    }
    if errors is not None:
        body["errors"] = errors
    out = {"Content-Language": "zh-CN" if zh else "en", **(headers or {})}
    # Kept as notes, because an error of the kernel knows nothing of HTTP.
    for note in getattr(error, "__notes__", ()):
        name, _, value = note.partition(": ")
        if name == "Retry-After":
            out[name] = value
    if error.status == 401:
        out["WWW-Authenticate"] = "Bearer"
    if error.status == 503:
        out.setdefault("Retry-After", str(_RETRY_SECONDS))
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return Response(text, error.status, media_type=PROBLEM_TYPE, headers=out)


async def _danshu(request: Request, error: Exception) -> Response:
    assert isinstance(error, DanshuError)
    return problem(request, error)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code, what, mend = _HTTP_WORDS.get(
        error.status_code, ("http.refused", f"The request was refused with status {error.status_code}.", "")
    )
    return problem(request, DanshuError(code, what, mend, status=error.status_code), headers=error.headers)


_HTTP_WORDS = {
    400: ("http.unreadable", "The body can't be read.", "Send JSON in UTF-8, or the form that the route takes."),
    404: ("http.no_route", "There is nothing at this address.", "See the API's documentation."),
    405: ("http.method_not_allowed", "This address does not take this method.", "See the Allow header."),
    413: ("http.too_large", "The body is too large.", "Send it in parts."),
    415: ("http.unreadable", "The body is of a type that is not taken here.", "Send application/json."),
}


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # What was sent is not repeated: it may be a password.
    fields = [
        {"loc": [part if isinstance(part, int) else str(part) for part in one["loc"]], "msg": str(one["msg"])[:300]}
        for one in error.errors()[:_FIELDS_MAX]
    ]
    named = ".".join(str(part) for part in fields[0]["loc"]) if fields else "the request"
    what = f"{named}: {fields[0]['msg']}." if fields else "The request does not fit."
    return problem(request, DanshuError("http.invalid", what, "Mend the named fields.", status=422), errors=fields)


async def _bad_value(request: Request, error: Exception) -> Response:
    """PostgreSQL, or the encoder before it, could not take a value: a NUL, half a surrogate pair, a number too large."""
    what = f"A value can't be stored ({type(error).__name__})."
    return problem(request, DanshuError("http.bad_value", what, "Check numbers and special characters.", status=422))


async def _taken(request: Request, error: Exception) -> Response:
    """Two requests at the same time: the other one came first."""
    what = "The change collides with a record that is there."
    return problem(request, DanshuError("http.taken", what, "Read the list anew and try again.", status=409))


async def _unavailable(request: Request, error: Exception) -> Response:
    what = f"The database does not answer in time ({type(error).__name__})."
    return problem(request, DanshuError("http.unavailable", what, "Try again in a moment.", status=503))


async def _internal(request: Request, error: Exception) -> Response:
    request_id = getattr(request.state, "request_id", "")
    what = f"The request {request_id} failed inside the server."
    mend = "Try again; if it fails again, tell the administrator the request's number."
    return problem(request, DanshuError("http.internal", what, mend, status=500))


def add_handlers(app: FastAPI) -> None:
    """Handlers by kind of error; the nearest base class wins."""
    app.add_exception_handler(DanshuError, _danshu)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    for kind in (psycopg.DataError, UnicodeEncodeError, psycopg.errors.CheckViolation):
        app.add_exception_handler(kind, _bad_value)
    app.add_exception_handler(psycopg.IntegrityError, _taken)
    for absent in (psycopg.OperationalError, PoolTimeout):
        app.add_exception_handler(absent, _unavailable)
    app.add_exception_handler(Exception, _internal)
