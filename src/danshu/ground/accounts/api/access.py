"""Who calls, what they may do, and the unit of work that the route gets: the dependencies of every route."""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer
from psycopg import AsyncConnection

from danshu.db.unit_of_work import Row, UnitOfWork, transaction
from danshu.ground.accounts import store
from danshu.ground.accounts.model import ALL_PERMISSIONS, Caller
from danshu.ground.audit import store as audit
from danshu.kernel.errors import DanshuError

SESSION_COOKIE = "danshu_session"
CSRF_HEADER = "X-CSRF-Token"
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_TOKEN_LENGTH_MAX = 200

# Declared for OpenAPI only; `current_caller` reads cookie and header itself.
COOKIE_SCHEME = APIKeyCookie(
    name=SESSION_COOKIE, auto_error=False, scheme_name="session", description="Log-in of a person."
)
BEARER_SCHEME = HTTPBearer(auto_error=False, scheme_name="key", description="An API key, `dsk_…`.")


async def _connection(request: Request) -> AsyncIterator[AsyncConnection[Row]]:
    async with request.app.state.pool.connection() as connection:
        yield connection


# "function": given back, and committed, before the answer is sent, so that an answer never tells of what fails later.
Connection = Annotated[AsyncConnection[Row], Depends(_connection, scope="function")]


def _now(request: Request) -> datetime:
    moment: datetime = request.app.state.clock.now()
    return moment


Now = Annotated[datetime, Depends(_now)]
"""The clock's time, the same for the whole request."""


def _reads(connection: Connection) -> UnitOfWork:
    return UnitOfWork(connection)


async def _writes(connection: Connection) -> AsyncIterator[UnitOfWork]:
    async with transaction(connection) as work:
        yield work


Reads = Annotated[UnitOfWork, Depends(_reads)]
"""Statements that read; each sees what is committed when it runs."""
Writes = Annotated[UnitOfWork, Depends(_writes, scope="function")]
"""One transaction: committed before the answer leaves, rolled back when the route raises."""


async def current_caller(request: Request, now: Now) -> Caller:
    """Whoever the key or the session stands for. Raises `accounts.not_signed_in` and `accounts.bad_csrf`.

    Its connection goes back at once: requests that wait for a common batch must not hold one each.
    """
    async with request.app.state.pool.connection() as connection:
        caller = await identify(request, UnitOfWork(connection), now)
    if caller is None:
        raise DanshuError("accounts.not_signed_in", "Nobody is signed in.", "Sign in, or send an API key.", status=401)
    if caller.csrf_token is not None and request.method not in _SAFE_METHODS:
        sent = request.headers.get(CSRF_HEADER, "")
        if not hmac.compare_digest(sent.encode(), caller.csrf_token.encode()):
            raise DanshuError(
                "accounts.bad_csrf",
                f"The header {CSRF_HEADER} is not the session's csrf_token.",
                "Read GET /v1/session and send its csrf_token.",
                status=403,
            )
    request.state.actor = caller.actor
    return caller


async def identify(request: Request, work: UnitOfWork, now: datetime, *, touch: bool = True) -> Caller | None:
    """The caller, or None. A request with a key is never taken for its session. `touch` keeps the session alive."""
    header = request.headers.get("Authorization")
    if header is not None:
        kind, _, key = header.partition(" ")
        known = kind.lower() == "bearer" and 0 < len(key) <= _TOKEN_LENGTH_MAX
        return await store.key_caller(work, key.strip(), now) if known else None
    token = request.cookies.get(SESSION_COOKIE, "")
    return await store.session_caller(work, token, now, touch=touch) if 0 < len(token) <= _TOKEN_LENGTH_MAX else None


SignedIn = Annotated[Caller, Depends(current_caller)]
"""Anybody who is signed in, or has a key."""


async def _person(caller: SignedIn) -> Caller:
    if caller.user_id is None:
        raise DanshuError(
            "accounts.needs_person", "An API key has no session, password or views.", "Sign in instead.", status=403
        )
    return caller


Person = Annotated[Caller, Depends(_person)]
"""Somebody who signed in; keys are refused."""


class Permit:
    """What a dependency of `require` asks for. A test reads `permissions` of every route."""

    def __init__(self, permissions: tuple[str, ...], *, every_warehouse: bool) -> None:
        self.permissions = permissions
        self.every_warehouse = every_warehouse

    async def __call__(self, caller: SignedIn) -> Caller:
        if not any(permission in caller.permissions for permission in self.permissions):
            raise DanshuError(
                "accounts.forbidden",
                f"This needs the permission {' or '.join(self.permissions)}.",
                "Ask somebody who manages users.",
                status=403,
            )
        if self.every_warehouse and caller.warehouse_ids is not None:
            raise DanshuError(
                "accounts.needs_every_warehouse",
                "This is for callers who see every warehouse.",
                "Ask somebody who sees them all.",
                status=403,
            )
        return caller


def require(*permissions: str, every_warehouse: bool = False) -> Any:
    """`Annotated[Caller, require("orders.read")]`: the caller, if any of the permissions is theirs.

    Raises `accounts.forbidden`; with `every_warehouse` also `accounts.needs_every_warehouse`, for what can't be
    narrowed to a scope. An unknown permission is a ValueError when the module is loaded.
    """
    if not permissions or not set(permissions) <= ALL_PERMISSIONS:
        raise ValueError(f"unknown permission in {permissions}")
    return Depends(Permit(permissions, every_warehouse=every_warehouse))


Route = Callable[..., Coroutine[Any, Any, Any]]


def public(route: Route) -> Route:
    """Marks a route that needs nobody signed in; the test that walks all routes knows it by this."""
    route.__danshu_public__ = True  # type: ignore[attr-defined]
    return route


def address_of(request: Request) -> str:
    """The caller's network address; behind a proxy of this machine, the one that the proxy tells."""
    return request.client.host if request.client else "unknown"


@dataclass(frozen=True, slots=True)
class Trail:
    """Writes the audit log for one request."""

    request: Request
    at: datetime

    async def note(self, work: UnitOfWork, caller: Caller, action: str, subject: str, **detail: object) -> None:
        """In the transaction of the change: `await trail.note(work, caller, "shop.changed", "shop:3", name="…")`."""
        await audit.write(
            work, at=self.at, actor=caller.actor, action=action, subject=subject,
            address=address_of(self.request), **detail,
        )  # fmt: skip


def _trail(request: Request, now: Now) -> Trail:
    return Trail(request, now)


AuditTrail = Annotated[Trail, Depends(_trail)]


def language(request: Request) -> str:
    """`en` when Accept-Language prefers it to Chinese, else `zh-CN`."""
    best, best_weight = "zh-CN", 0.0
    for part in request.headers.get("Accept-Language", "")[:200].split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            q = float(weight) if weight else 1.0
        except ValueError:
            continue
        found = {"zh": "zh-CN", "en": "en"}.get(tag.lower().split("-")[0])
        if found and q > best_weight:
            best, best_weight = found, q
    return best
