"""Routes of people, roles, keys, saved views and the audit log; and what every other route needs of the caller."""

from fastapi import APIRouter

from danshu.ground.accounts.api import keys, people, saved_views, session, trail
from danshu.ground.accounts.api.access import (
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
for _part in (session, people, keys, saved_views, trail):
    router.include_router(_part.router)
