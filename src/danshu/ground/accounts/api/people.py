"""Users and roles. Nobody gives, or takes over, more than they have."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import Field

from danshu.ground.accounts import rules, store
from danshu.ground.accounts.api.access import AuditTrail, Now, Reads, Writes, require
from danshu.ground.accounts.api.passwords import Locale, Password, hash_slowly
from danshu.ground.accounts.model import ALL_PERMISSIONS, OWNER, Caller, Role, User
from danshu.ground.contract.api import (
    COMMON_PROBLEMS,
    CursorText,
    Id,
    IdOut,
    Input,
    Limit,
    Line,
    Moment,
    Output,
    PathId,
    Text,
    decode_id_cursor,
    encode_cursor,
    not_found,
    problems,
)
from danshu.kernel.errors import DanshuError

router = APIRouter(prefix="/v1", tags=["people"], responses=COMMON_PROBLEMS)

Manager = Annotated[Caller, require("users.manage")]
RoleCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
RoleCodes = Annotated[list[RoleCode], Field(min_length=1, max_length=20)]
LogInName = Annotated[Text, Field(pattern=r"^[^\s\x00-\x1f\x7f]{2,60}$")]
Warehouses = Annotated[list[Id], Field(max_length=500)]


class UserOut(Output):
    id: IdOut
    login: str
    name: str
    locale: str
    roles: list[str]
    warehouse_ids: list[IdOut] | None
    active: bool
    last_login_at: Moment | None


class UserPage(Output):
    items: list[UserOut]
    next_cursor: str | None


class UserNew(Input):
    login: LogInName
    name: Line
    password: Password
    roles: RoleCodes
    warehouse_ids: Warehouses | None = None
    locale: Locale = "zh-CN"
    active: bool = True


class UserChange(Input):
    """What is left out, or null, stays; `warehouse_ids` null means every warehouse."""

    login: LogInName | None = None
    name: Line | None = None
    password: Password | None = None
    roles: RoleCodes | None = None
    warehouse_ids: Warehouses | None = None
    locale: Locale | None = None
    active: bool | None = None


class RoleOut(Output):
    code: str
    title_zh: str
    title_en: str
    permissions: list[str]
    builtin: bool


class RolePage(Output):
    items: list[RoleOut]
    next_cursor: None = None


class RolePut(Input):
    title_zh: Line
    title_en: Line
    permissions: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=100)]


@router.get("/users", response_model=UserPage)
async def list_users(caller: Manager, work: Reads, cursor: CursorText | None = None, limit: Limit = 100) -> UserPage:
    """People, by id."""
    after = decode_id_cursor(cursor, at_most=2**31 - 1) or 0
    users = await store.read_users(work, after=after, limit=limit + 1)
    more = len(users) > limit
    shown = users[:limit]
    return UserPage(items=[_user(user) for user in shown], next_cursor=encode_cursor(shown[-1].id) if more else None)


@router.post("/users", response_model=UserOut, status_code=201, responses=problems(409))
async def create_user(body: UserNew, caller: Manager, work: Writes, now: Now, trail: AuditTrail) -> UserOut:
    """A new person."""
    login = rules.normal_login(body.login)
    rules.check_password(body.password, login)
    roles = rules.pick_roles(await store.read_roles(work), body.roles)
    rules.check_grant(caller, _granted(roles), body.warehouse_ids)
    scope = None if body.warehouse_ids is None else tuple(sorted(set(body.warehouse_ids)))
    new = store.NewUser(
        login, body.name, await hash_slowly(body.password), tuple(r.id for r in roles), scope, body.locale, body.active
    )
    user_id = await store.create_user(work, new, now)
    if user_id is None:
        raise DanshuError(
            "accounts.login_taken", f"There is a user {login} already.", "Choose another log-in.", status=409
        )
    await trail.note(
        work, caller, "user.created", f"user:{user_id}", login=login, roles=[r.code for r in roles], warehouse_ids=scope
    )
    return _user(User(user_id, login, body.name, body.locale, tuple(r.code for r in roles), scope, body.active, None))


@router.patch("/users/{id}", response_model=UserOut, responses=problems(404, 409))
async def change_user(id: PathId, body: UserChange, caller: Manager, work: Writes, trail: AuditTrail) -> UserOut:
    """Changes a person; a new password, or closing the account, ends their sessions."""
    user = await store.lock_user(work, id)
    if user is None:
        raise not_found("user", id)
    known = await store.read_roles(work)
    # A person who may do more than the caller is out of the caller's reach, password included.
    rules.check_grant(caller, _granted(rules.pick_roles(known, user.roles)), user.warehouse_ids)
    if body.login is not None and rules.normal_login(body.login) != user.login:
        raise DanshuError(
            "accounts.login_fixed", f"The log-in of user {user.login} can't be changed.", "Make a new user.", status=409
        )
    roles = rules.pick_roles(known, body.roles if body.roles is not None else user.roles)
    scope = user.warehouse_ids
    if "warehouse_ids" in body.model_fields_set:
        scope = None if body.warehouse_ids is None else tuple(sorted(set(body.warehouse_ids)))
    rules.check_grant(caller, _granted(roles), scope)
    after = replace(
        user, name=body.name or user.name, roles=tuple(r.code for r in roles), warehouse_ids=scope,
        locale=body.locale or user.locale, active=user.active if body.active is None else body.active,
    )  # fmt: skip
    await store.update_user(work, after, [r.id for r in roles])
    if OWNER in user.roles and user.active and user.warehouse_ids is None and await store.count_owners(work) == 0:
        raise DanshuError(
            "accounts.last_owner",
            f"User {user.login} is the last active owner.",
            "Make another owner first.",
            status=409,
        )
    if body.password is not None:
        rules.check_password(body.password, user.login)
        await store.set_password(work, id, await hash_slowly(body.password))
    if body.password is not None or not after.active:
        await store.close_sessions(work, id, but=caller.token_hash if after.active else None)
    changed = body.model_dump(exclude_unset=True, exclude={"password"}, mode="json")
    await trail.note(work, caller, "user.changed", f"user:{id}", password_set=body.password is not None, **changed)
    return _user(after)


@router.get("/roles", response_model=RolePage)
async def list_roles(caller: Manager, work: Reads) -> RolePage:
    """All roles with what they may do."""
    return RolePage(items=[_role(role) for role in await store.read_roles(work)])


@router.put("/roles/{code}", response_model=RoleOut, responses=problems(409))
async def put_role(
    code: Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,39}$")], body: RolePut, caller: Manager, work: Writes,
    trail: AuditTrail,
) -> RoleOut:  # fmt: skip
    """Changes a role, or makes a new one. The owner's role always may do everything."""
    rules.check_known(body.permissions)
    if code == OWNER:
        raise DanshuError(
            "accounts.owner_fixed", "The role owner can't be changed.", "Make a role of your own.", status=409
        )
    before = next((role for role in await store.read_roles(work) if role.code == code), None)
    rules.check_grant(caller, {*body.permissions, *(before.permissions if before else ())}, caller.warehouse_ids)
    role = await store.write_role(work, code, body.title_zh, body.title_en, body.permissions)
    await trail.note(work, caller, "role.changed", f"role:{code}", permissions=list(role.permissions))
    return _role(role)


def _granted(roles: list[Role]) -> frozenset[str]:
    return rules.permissions_of([(role.code, role.permissions) for role in roles])


def _user(user: User) -> UserOut:
    return UserOut.model_validate(user)


def _role(role: Role) -> RoleOut:
    permissions = ALL_PERMISSIONS if role.code == OWNER else role.permissions
    return RoleOut(
        code=role.code, title_zh=role.title_zh, title_en=role.title_en, permissions=sorted(permissions),
        builtin=role.built_in,
    )  # fmt: skip
