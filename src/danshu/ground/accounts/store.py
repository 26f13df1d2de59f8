"""People, roles, sessions, keys and saved views."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from danshu.db.sql import SqlFolder
from danshu.ground.accounts import rules
from danshu.ground.accounts.model import (
    ADDRESS_FAILURES_MAX,
    ALL_PERMISSIONS,
    FAILURE_WINDOW,
    LOGIN_FAILURES_MAX,
    OWNER,
    SESSION_IDLE,
    SESSION_LIFE,
    ApiKey,
    Caller,
    Role,
    SavedView,
    User,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.db.unit_of_work import UnitOfWork

SQL = SqlFolder(__name__)
# Writing "last seen" at every request would cost a durable write each.
_SEEN_EVERY = timedelta(minutes=1)


def _scope(ids: Sequence[int] | None) -> tuple[int, ...] | None:
    return None if ids is None else tuple(ids)


async def session_caller(work: UnitOfWork, token: str, at: datetime, *, touch: bool = True) -> Caller | None:
    """The person of a session that is alive, else None. `touch` notes that the session is used."""
    token_hash = rules.hash_token(token)
    rows = await work.fetch(SQL.read_session, token_hash=token_hash, at=at, idle_from=at - SESSION_IDLE)
    if not rows:
        return None
    user_id, login, name, locale, warehouse_ids, csrf_token, seen_at, codes, permissions = rows[0]
    if touch and seen_at < at - _SEEN_EVERY:
        await work.run(SQL.touch_session, token_hash=token_hash, at=at)
    granted = [(code, json.loads(text)) for code, text in zip(codes, permissions, strict=True)]
    return Caller(
        f"user:{user_id}", name, rules.permissions_of(granted), _scope(warehouse_ids), locale,
        user_id, login, tuple(codes), token_hash, csrf_token,
    )  # fmt: skip


async def key_caller(work: UnitOfWork, key: str, at: datetime) -> Caller | None:
    """The caller of a key that was not revoked, else None."""
    rows = await work.fetch(SQL.read_key_caller, key_hash=rules.hash_token(key))
    if not rows:
        return None
    key_id, name, scopes, warehouse_ids, used_at = rows[0]
    if used_at is None or used_at < at - _SEEN_EVERY:
        await work.run(SQL.touch_key, id=key_id, at=at)
    return Caller(f"api:{key_id}", name, rules.permissions_of([("", scopes)]), _scope(warehouse_ids), "en")


async def permissions_of_actor(work: UnitOfWork, actor: str) -> frozenset[str]:
    """What `user:3` or `api:5` may do now; `system` may do everything. Nothing for those who left or were revoked."""
    kind, _, number = actor.partition(":")
    if kind == "system":
        return ALL_PERMISSIONS
    if kind not in ("user", "api") or not number.isdigit():
        return frozenset()
    rows = await work.fetch(SQL.read_actor_permissions, kind=kind, id=int(number))
    return rules.permissions_of([(row[0], row[1]) for row in rows])


async def admit_attempt(work: UnitOfWork, login: str, address: str, at: datetime) -> timedelta | None:
    """Notes a log-in attempt as failed until it succeeds; gives how long to wait when there were too many.

    Attempts of one log-in or address queue up on a lock, so that a hundred at once are not all admitted.
    """
    subjects = sorted([f"address:{address}", f"login:{login}"])
    limits = {f"address:{address}": ADDRESS_FAILURES_MAX, f"login:{login}": LOGIN_FAILURES_MAX}
    await work.fetch(SQL.lock_subjects, subjects=subjects)
    rows = await work.fetch(SQL.read_failures, subjects=subjects, since=at - FAILURE_WINDOW)
    waits: list[timedelta] = []
    for subject, limit in limits.items():
        times = sorted((row[1] for row in rows if row[0] == subject), reverse=True)
        if len(times) >= limit:
            waits.append(times[limit - 1] + FAILURE_WINDOW - at)
    if waits:
        return max(waits)
    await work.run(SQL.note_attempt, subjects=subjects, at=at)
    return None


async def forgive(work: UnitOfWork, login: str, address: str, at: datetime) -> None:
    """A right password clears the log-in's failures, and takes back what this attempt counted for the address."""
    await work.run(SQL.forgive_login, login=f"login:{login}", address=f"address:{address}", at=at)


async def password_hash_of(work: UnitOfWork, login: str) -> tuple[int, str] | None:
    """(user id, hash) of an active person."""
    rows = await work.fetch(SQL.read_password, login=login)
    return (rows[0][0], rows[0][1]) if rows else None


async def open_session(work: UnitOfWork, user_id: int, at: datetime, *, address: str, agent: str) -> str:
    """Gives the token; only its digest is stored."""
    token = rules.new_token()
    await work.run(
        SQL.open_session,
        token_hash=rules.hash_token(token),
        user_id=user_id,
        csrf_token=rules.new_token(),
        at=at,
        expires_at=at + SESSION_LIFE,
        address=address,
        agent=agent[:200],
    )
    return token


async def close_session(work: UnitOfWork, token_hash: bytes) -> None:
    await work.run(SQL.close_session, token_hash=token_hash)


async def close_sessions(work: UnitOfWork, user_id: int, *, but: bytes | None = None) -> None:
    """Ends every session of a person, except one."""
    await work.run(SQL.close_sessions, user_id=user_id, but=but)


async def forget_old(work: UnitOfWork, at: datetime) -> int:
    """Removes sessions that are over and failures that no longer count; gives the number of sessions."""
    await work.run(SQL.forget_failures, until=at - FAILURE_WINDOW)
    return await work.run(SQL.forget_sessions, at=at, idle_from=at - SESSION_IDLE)


async def set_password(work: UnitOfWork, user_id: int, password_hash: str) -> None:
    await work.run(SQL.set_password, id=user_id, password_hash=password_hash)


async def set_locale(work: UnitOfWork, user_id: int, locale: str) -> None:
    await work.run(SQL.set_locale, id=user_id, locale=locale)


async def read_roles(work: UnitOfWork) -> list[Role]:
    return [_role(row) for row in await work.fetch(SQL.read_roles)]


def _role(row: tuple[Any, ...]) -> Role:
    return Role(row[0], row[1], row[2], row[3], tuple(row[4]), row[5])


async def write_role(work: UnitOfWork, code: str, title_zh: str, title_en: str, permissions: Sequence[str]) -> Role:
    """Changes a role or makes a new one."""
    rows = await work.fetch(
        SQL.write_role, code=code, title_zh=title_zh, title_en=title_en, permissions=sorted(set(permissions))
    )
    return _role(rows[0])


async def read_users(work: UnitOfWork, *, after: int, limit: int) -> list[User]:
    """People by id, from the one after `after`."""
    return [_user(row) for row in await work.fetch(SQL.read_users, after=after, row_count_max=limit)]


async def lock_user(work: UnitOfWork, user_id: int) -> User | None:
    rows = await work.fetch(SQL.lock_user, id=user_id)
    return _user(rows[0]) if rows else None


def _user(row: tuple[Any, ...]) -> User:
    return User(row[0], row[1], row[2], row[3], tuple(row[4]), _scope(row[5]), row[6], row[7])


@dataclass(frozen=True, slots=True)
class NewUser:
    login: str
    name: str
    password_hash: str
    role_ids: tuple[int, ...]
    warehouse_ids: tuple[int, ...] | None
    locale: str
    active: bool = True


async def create_user(work: UnitOfWork, new: NewUser, at: datetime) -> int | None:
    """Gives the new id, or None when the log-in is taken."""
    rows = await work.fetch(
        SQL.create_user, login=new.login, name=new.name, password_hash=new.password_hash, role_ids=list(new.role_ids),
        warehouse_ids=_listed(new.warehouse_ids), locale=new.locale, active=new.active, at=at,
    )  # fmt: skip
    return int(rows[0][0]) if rows else None


async def update_user(work: UnitOfWork, user: User, role_ids: Sequence[int]) -> None:
    await work.run(
        SQL.update_user, id=user.id, name=user.name, role_ids=list(role_ids),
        warehouse_ids=_listed(user.warehouse_ids), locale=user.locale, active=user.active,
    )  # fmt: skip


async def count_owners(work: UnitOfWork) -> int:
    """How many active owners see every warehouse; locks the owner role, so that two can't leave at once."""
    return int((await work.fetch(SQL.count_owners, code=OWNER))[0][0])


async def create_key(work: UnitOfWork, caller: Caller, name: str, scopes: Sequence[str],
                     warehouse_ids: Sequence[int] | None, at: datetime) -> tuple[ApiKey, str]:  # fmt: skip
    """The key's record, and the key itself, which nobody can read again."""
    secret, prefix = rules.new_key()
    rows = await work.fetch(
        SQL.create_key, name=name, prefix=prefix, key_hash=rules.hash_token(secret), scopes=sorted(set(scopes)),
        warehouse_ids=_listed(warehouse_ids), created_by=caller.actor, at=at,
    )  # fmt: skip
    return _key(rows[0]), secret


async def read_keys(work: UnitOfWork, *, before: int | None, limit: int) -> list[ApiKey]:
    """Keys that work, newest first."""
    return [_key(row) for row in await work.fetch(SQL.read_keys, before=before, row_count_max=limit)]


def _key(row: tuple[Any, ...]) -> ApiKey:
    return ApiKey(row[0], row[1], row[2], tuple(row[3]), _scope(row[4]), row[5], row[6], row[7], row[8])


async def revoke_key(work: UnitOfWork, key_id: int, at: datetime) -> tuple[str, ...] | None:
    """The scopes that the key had, or None when there was none to revoke."""
    rows = await work.fetch(SQL.revoke_key, id=key_id, at=at)
    return tuple(rows[0][0]) if rows else None


async def read_views(work: UnitOfWork, user_id: int) -> list[SavedView]:
    """A person's views and those that others share, in their order."""
    return [SavedView(*row) for row in await work.fetch(SQL.read_views, user_id=user_id)]


async def create_view(work: UnitOfWork, view: SavedView, at: datetime) -> int:
    rows = await work.fetch(
        SQL.create_view, user_id=view.user_id, name=view.name, filter=json.dumps(view.filter),
        columns=json.dumps(view.columns), shared=view.shared, at=at,
    )  # fmt: skip
    return int(rows[0][0])


async def lock_view(work: UnitOfWork, view_id: int, user_id: int) -> SavedView | None:
    """A person's own view."""
    rows = await work.fetch(SQL.lock_view, id=view_id, user_id=user_id)
    return SavedView(*rows[0]) if rows else None


async def update_view(work: UnitOfWork, view: SavedView) -> None:
    await work.run(
        SQL.update_view, id=view.id, name=view.name, filter=json.dumps(view.filter),
        columns=json.dumps(view.columns), shared=view.shared,
    )  # fmt: skip


async def delete_view(work: UnitOfWork, view_id: int, user_id: int) -> bool:
    return await work.run(SQL.delete_view, id=view_id, user_id=user_id) > 0


async def create_first_user(work: UnitOfWork, login: str, password: str, *, name: str, at: datetime) -> bool:
    """The owner of a new installation. Gives False, and changes nothing, when there is anybody already.

    Raises `accounts.weak_password`.
    """
    normal = rules.normal_login(login)
    rules.check_password(password, normal)
    if await read_users(work, after=0, limit=1):
        return False
    owner = next(role for role in await read_roles(work) if role.code == OWNER)
    new = NewUser(normal, name, rules.hash_password(password), (owner.id,), None, "zh-CN")
    return await create_user(work, new, at) is not None


def _listed(ids: Sequence[int] | None) -> list[int] | None:
    return None if ids is None else sorted(set(ids))
