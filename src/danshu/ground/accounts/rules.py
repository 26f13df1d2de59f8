"""Passwords, tokens, and who may give what to whom."""

from __future__ import annotations

import hashlib
import secrets
from functools import cache
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from danshu.ground.accounts.model import ALL_PERMISSIONS, OWNER, PASSWORD_LENGTH_MIN, Caller
from danshu.kernel.errors import DanshuError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from danshu.ground.accounts.model import Role

# OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, 2 passes, 1 lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_KEY_SIGN = "dsk_"
_PREFIX_LENGTH = 12


def normal_login(text: str) -> str:
    """Log-ins differ by more than case."""
    return text.strip().casefold()


def hash_password(password: str) -> str:
    """Takes about 20 ms and 19 MB: call it in a thread."""
    return _hasher.hash(password)


@cache
def _nobody() -> str:
    """Verified in the place of a hash that does not exist, so that an unknown log-in takes as long as a wrong password."""
    return _hasher.hash(secrets.token_urlsafe(16))


def password_fits(password_hash: str | None, password: str) -> bool:
    """Whether it is the password. Takes as long without a hash. Call it in a thread."""
    nobody = _nobody()
    try:
        fits = _hasher.verify(password_hash or nobody, password)
    except (VerificationError, InvalidHashError):
        return False
    return fits and password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with other costs than today's."""
    return _hasher.check_needs_rehash(password_hash)


def check_password(password: str, login: str) -> None:
    """Raises `accounts.weak_password`."""
    if len(password) < PASSWORD_LENGTH_MIN or password.casefold() == login or len(set(password)) < 3:
        raise DanshuError(
            "accounts.weak_password",
            "The password is too easy to guess.",
            f"Take at least {PASSWORD_LENGTH_MIN} characters, not the log-in and not one character repeated.",
            status=422,
        )


def new_token() -> str:
    """256 random bits as text: for a session, a CSRF token."""
    return secrets.token_urlsafe(32)


def new_key() -> tuple[str, str]:
    """(the whole key, the prefix by which people tell it)."""
    key = _KEY_SIGN + secrets.token_urlsafe(32)
    return key, key[:_PREFIX_LENGTH]


def hash_token(token: str) -> bytes:
    """Tokens have 256 random bits, so a plain digest can't be searched back; passwords are another matter."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def permissions_of(roles: Collection[tuple[str, Sequence[str]]]) -> frozenset[str]:
    """What (code, permissions) pairs allow together; an owner may do everything, later permissions included."""
    if any(code == OWNER for code, _ in roles):
        return ALL_PERMISSIONS
    return frozenset(one for _, granted in roles for one in granted) & ALL_PERMISSIONS


def check_known(permissions: Collection[str]) -> None:
    """Raises `accounts.unknown_permission`."""
    unknown = sorted(set(permissions) - ALL_PERMISSIONS)
    if unknown:
        raise DanshuError(
            "accounts.unknown_permission",
            f"There is no permission {unknown[0]}.",
            "See the list of permissions at GET /v1/meta.",
            status=422,
        )


def check_grant(caller: Caller, permissions: Collection[str], warehouse_ids: Collection[int] | None) -> None:
    """Nobody gives, or takes over, more than they have. Raises `accounts.beyond_own`."""
    lacking = sorted(set(permissions) - caller.permissions)
    if lacking:
        raise DanshuError(
            "accounts.beyond_own",
            f"You may not give or take the permission {lacking[0]}, which you do not have yourself.",
            "Ask somebody who has it.",
            status=403,
        )
    own = caller.warehouse_ids
    if own is not None and (warehouse_ids is None or not set(warehouse_ids) <= set(own)):
        raise DanshuError(
            "accounts.beyond_own",
            "You may not give access to warehouses that you do not see yourself.",
            "Ask somebody who sees every warehouse.",
            status=403,
        )


def pick_roles(known: Collection[Role], codes: Collection[str]) -> list[Role]:
    """The roles of these codes. Raises `accounts.unknown_role`."""
    by_code = {role.code: role for role in known}
    missing = [code for code in codes if code not in by_code]
    if missing:
        raise DanshuError(
            "accounts.unknown_role", f"There is no role {missing[0]}.", "See the roles at GET /v1/roles.", status=422
        )
    return [by_code[code] for code in dict.fromkeys(codes)]
