"""Takes: requests about people, roles, keys, saved views and the audit log.
Gives: their routes, and what every other route needs: the caller, permissions, units of work, the trail.
Writes: what the accounts' store writes.
Never: lets anybody give or take more than they have.
"""

from fastapi import APIRouter

from danshu.ground.accounts.api import keys, people, saved_views, trail
from danshu.ground.accounts.api.access import (
    SESSION_COOKIE,
    AuditTrail,
    Connection,
    Now,
    Permit,
    Person,
    Reads,
    SignedIn,
    Trail,
    Writes,
    address_of,
    current_caller,
    identify,
    language,
    public,
    require,
)
from danshu.ground.accounts.model import Caller

__all__ = [
    "SESSION_COOKIE",
    "AuditTrail",
    "Caller",
    "Connection",
    "Now",
    "Permit",
    "Person",
    "Reads",
    "SignedIn",
    "Trail",
    "Writes",
    "address_of",
    "current_caller",
    "identify",
    "language",
    "public",
    "require",
    "router",
]

router = APIRouter()
for _part in (people, keys, saved_views, trail):
    router.include_router(_part.router)
