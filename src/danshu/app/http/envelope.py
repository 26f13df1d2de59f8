"""What surrounds every request: its id, its end in time, security headers, one line of access log."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request

from danshu.app.http.problems import problem
from danshu.kernel.errors import DanshuError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger("danshu.access")
REQUEST_SECONDS = 60.0
_TOO_LARGE = 413
# Files may take as long as their upload does; the event stream never ends.
_SECONDS_BY_PATH = {"/v1/imports": 600.0, "/v1/stream": None}

# Inline styles are the one concession: antd writes its styles into the page. Nothing is loaded from elsewhere.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=()",
}


class Envelope:
    """Stands outside everything else, so that an error inside has its headers and its line too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(Headers(scope=scope).get("X-Request-Id"))
        scope.setdefault("state", {})["request_id"] = request_id
        started, status, replaced = time.perf_counter(), 0, False

        async def send_dressed(message: Message) -> None:
            nonlocal status, replaced
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                if status == _TOO_LARGE and headers.get("content-type", "").startswith("text/plain"):
                    # Starlette's limit stands outside our handlers and answers in plain text.
                    replaced = True
                    await problem(Request(scope), _too_large())(scope, receive, send_own)
                    return
                _dress(scope, headers, request_id)
            if not replaced:
                await send(message)

        async def send_own(message: Message) -> None:
            if message["type"] == "http.response.start":
                _dress(scope, MutableHeaders(scope=message), request_id)
            await send(message)

        seconds = _SECONDS_BY_PATH.get(scope["path"], REQUEST_SECONDS)
        try:
            async with asyncio.timeout(seconds):
                await self._app(scope, receive, send_dressed)
        except TimeoutError:
            if status:
                raise
            what = f"The request took longer than {seconds:.0f} s."
            error = DanshuError("http.timeout", what, "Try again, or ask for less at a time.", status=503)
            status = error.status
            await problem(Request(scope), error)(scope, receive, send_own)
        finally:
            # The path without its query: filters hold names and telephone numbers.
            _log.info(
                "%s %s", scope["method"], scope["path"],
                extra={
                    "status": status,
                    "ms": round((time.perf_counter() - started) * 1000, 1),
                    "request_id": request_id,
                    "actor": scope["state"].get("actor"),
                },
            )  # fmt: skip


def _too_large() -> DanshuError:
    return DanshuError("http.too_large", "The body is too large.", "Send it in parts.", status=_TOO_LARGE)


def _request_id(given: str | None) -> str:
    """The caller's id where it is a plain word, else a new one."""
    if given and len(given) <= 64 and given.isascii() and given.replace("-", "").replace("_", "").isalnum():
        return given
    return secrets.token_hex(8)


def _dress(scope: Scope, headers: MutableHeaders, request_id: str) -> None:
    headers["X-Request-Id"] = request_id
    for name, value in _SECURITY_HEADERS.items():
        headers[name] = value
    if scope["scheme"] == "https":
        headers["Strict-Transport-Security"] = "max-age=31536000"
    if scope["path"].startswith("/v1/") and "cache-control" not in headers:
        headers["Cache-Control"] = "no-store"
