"""People, roles, keys, and the caller that every request acts for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

SESSION_IDLE = timedelta(hours=12)
SESSION_LIFE = timedelta(days=30)
FAILURE_WINDOW = timedelta(minutes=15)
LOGIN_FAILURES_MAX = 5
# An office shares one address: five typing errors of its people must not shut all of them out.
ADDRESS_FAILURES_MAX = 20
PASSWORD_LENGTH_MIN = 8

OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Permission:
    code: str
    title_zh: str
    title_en: str


PERMISSIONS = (
    Permission("orders.read", "查看订单", "See orders"),
    Permission("orders.act", "处理订单", "Act on orders"),
    Permission("orders.ship", "配货、发货与签收", "Pick, ship and sign"),
    Permission("stock.read", "查看库存", "See stock"),
    Permission("stock.act", "调整库存", "Change stock"),
    Permission("imports.run", "导入订单", "Import orders"),
    Permission("setup.manage", "管理基础设置", "Manage the set-up"),
    Permission("users.manage", "管理用户与权限", "Manage users and permissions"),
    Permission("personal.reveal", "查看买家隐私信息", "Reveal personal data"),
    Permission("money.read", "查看金额与成本", "See money and costs"),
    Permission("events.read", "读取事件流", "Read the event stream"),
    Permission("quarantine.manage", "处理隔离消息", "Manage quarantine"),
)
ALL_PERMISSIONS = frozenset(permission.code for permission in PERMISSIONS)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a request acts for. `actor` is `user:3` or `api:5`; `warehouse_ids` None means every warehouse.

    `user_id`, `login`, `token_hash` and `csrf_token` are set for people only.
    """

    actor: str
    name: str
    permissions: frozenset[str]
    warehouse_ids: tuple[int, ...] | None
    locale: str
    user_id: int | None = None
    login: str | None = None
    roles: tuple[str, ...] = ()
    token_hash: bytes | None = None
    csrf_token: str | None = None

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def sees(self, warehouse_id: int) -> bool:
        return self.warehouse_ids is None or warehouse_id in self.warehouse_ids


@dataclass(frozen=True, slots=True)
class User:
    id: int
    login: str
    name: str
    locale: str
    roles: tuple[str, ...]
    warehouse_ids: tuple[int, ...] | None
    active: bool
    last_login_at: datetime | None


@dataclass(frozen=True, slots=True)
class Role:
    id: int
    code: str
    title_zh: str
    title_en: str
    permissions: tuple[str, ...]
    built_in: bool


@dataclass(frozen=True, slots=True)
class ApiKey:
    """Everything of a key but the key."""

    id: int
    name: str
    prefix: str
    scopes: tuple[str, ...]
    warehouse_ids: tuple[int, ...] | None
    created_by: str
    created_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class SavedView:
    id: int
    user_id: int
    name: str
    filter: dict[str, Any]
    columns: list[str] | None
    shared: bool
