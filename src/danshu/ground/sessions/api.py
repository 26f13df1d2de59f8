"""Log-in, log-out, and what people set for themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field

from danshu.db.unit_of_work import UnitOfWork, transaction
from danshu.ground.accounts import rules, store
from danshu.ground.accounts.api import (
    SESSION_COOKIE,
    AuditTrail,
    Connection,
    Now,
    Person,
    Reads,
    Writes,
    address_of,
    public,
)
from danshu.ground.accounts.api.passwords import Locale, Password, fits_slowly, hash_slowly
from danshu.ground.accounts.model import SESSION_LIFE, Caller
from danshu.ground.audit import store as audit
from danshu.ground.contract.api import COMMON_PROBLEMS, IdOut, Input, Output, Text, problems
from danshu.ground.settings import store as settings
from danshu.kernel.errors import DanshuError

router = APIRouter(prefix="/v1/session", tags=["session"], responses=COMMON_PROBLEMS)


class LogIn(Input):
    login: Annotated[Text, Field(min_length=1, max_length=100)]
    password: Password


class SessionUser(Output):
    id: IdOut
    login: str
    name: str
    locale: Locale
    roles: list[str]
    warehouse_ids: list[IdOut] | None


class Merchant(Output):
    name: str
    zone: str
    currency: str


class Session(Output):
    user: SessionUser
    permissions: list[str]
    csrf_token: str
    merchant: Merchant


class Preferences(Input):
    locale: Locale | None = None


class PasswordChange(Input):
    old: Password
    new: Password


@router.post("", response_model=Session, responses=problems(429), openapi_extra={"security": []})
@public
async def create_session(
    body: LogIn, request: Request, response: Response, connection: Connection, now: Now
) -> Session:
    """Log in. Sets the cookie `danshu_session`. Five wrong passwords within 15 minutes close the log-in for a while."""
    login, address = rules.normal_login(body.login), address_of(request)
    async with transaction(connection) as work:
        wait = await store.admit_attempt(work, login, address, now)
    if wait is not None:
        raise _throttled(wait)
    work = UnitOfWork(connection)
    known = await store.password_hash_of(work, login)
    if not await fits_slowly(known[1] if known else None, body.password) or known is None:
        # Who tried is told by address: a log-in may be a mistyped password.
        subject = f"user:{known[0]}" if known else "login:unknown"
        await audit.write(work, at=now, actor="system", action="session.refused", subject=subject, address=address)
        raise DanshuError(
            "accounts.bad_login",
            "Log-in or password is wrong.",
            "Check both; an owner can set a new password.",
            status=401,
        )
    user_id, password_hash = known
    fresh = await hash_slowly(body.password) if rules.is_outdated(password_hash) else None
    async with transaction(connection) as work:
        await store.forgive(work, login, address, now)
        if fresh:
            await store.set_password(work, user_id, fresh)
        agent = request.headers.get("User-Agent", "")
        token = await store.open_session(work, user_id, now, address=address, agent=agent)
        await audit.write(
            work, at=now, actor=f"user:{user_id}", action="session.opened", subject=f"user:{user_id}", address=address
        )
        caller = await store.session_caller(work, token, now)
        assert caller is not None
        session = await _session(work, caller)
    response.set_cookie(
        SESSION_COOKIE, token, max_age=int(SESSION_LIFE.total_seconds()), path="/", httponly=True, samesite="lax",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return session


@router.get("", response_model=Session)
async def read_session(caller: Person, work: Reads) -> Session:
    """Who is signed in, what they may do, and the CSRF token for every request that changes something."""
    return await _session(work, caller)


@router.delete("", status_code=204, response_class=Response)
async def delete_session(caller: Person, work: Writes) -> Response:
    """Log out."""
    assert caller.token_hash is not None
    await store.close_session(work, caller.token_hash)
    response = Response(status_code=204)
    response.delete_cookie(SESSION_COOKIE, path="/", httponly=True, samesite="lax")
    return response


@router.patch("/preferences", response_model=Session)
async def change_preferences(body: Preferences, caller: Person, work: Writes, now: Now) -> Session:
    """What people choose for themselves."""
    assert caller.user_id is not None
    if body.locale:
        await store.set_locale(work, caller.user_id, body.locale)
    return await _session(work, caller, locale=body.locale)


@router.post("/password", status_code=204, response_class=Response, responses=problems(429))
async def change_password(
    body: PasswordChange, caller: Person, connection: Connection, request: Request, now: Now, trail: AuditTrail
) -> Response:
    """Takes the old password and a new one; every other session of the person ends."""
    assert caller.user_id is not None and caller.login is not None
    rules.check_password(body.new, caller.login)
    address = address_of(request)
    async with transaction(connection) as work:
        wait = await store.admit_attempt(work, caller.login, address, now)
    if wait is not None:
        raise _throttled(wait)
    known = await store.password_hash_of(UnitOfWork(connection), caller.login)
    if not await fits_slowly(known[1] if known else None, body.old):
        raise DanshuError("accounts.bad_password", "The old password is wrong.", "Type it again.", status=403)
    password_hash = await hash_slowly(body.new)
    async with transaction(connection) as work:
        await store.forgive(work, caller.login, address, now)
        await store.set_password(work, caller.user_id, password_hash)
        await store.close_sessions(work, caller.user_id, but=caller.token_hash)
        await trail.note(work, caller, "user.password_changed", caller.actor)
    return Response(status_code=204)


def _throttled(wait: timedelta) -> DanshuError:
    seconds = max(int(wait.total_seconds()) + 1, 1)
    error = DanshuError(
        "accounts.throttled", "There were too many wrong passwords.", f"Try again in {seconds} seconds.", status=429
    )
    error.add_note(f"Retry-After: {seconds}")
    return error


async def _session(work: UnitOfWork, caller: Caller, *, locale: Locale | None = None) -> Session:
    values = await settings.read_all(work)
    assert caller.user_id is not None and caller.login is not None and caller.csrf_token is not None
    return Session(
        user=SessionUser(
            id=caller.user_id, login=caller.login, name=caller.name,
            locale=locale or ("en" if caller.locale == "en" else "zh-CN"), roles=list(caller.roles),
            warehouse_ids=None if caller.warehouse_ids is None else list(caller.warehouse_ids),
        ),
        permissions=sorted(caller.permissions),
        csrf_token=caller.csrf_token,
        merchant=Merchant(
            name=values["merchant.name"], zone=values["merchant.zone"], currency=values["merchant.currency"]
        ),
    )  # fmt: skip
