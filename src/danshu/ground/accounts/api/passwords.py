"""Hashing takes 19 MB and a core for 20 ms: two at a time, in threads, leave room for everybody who is signed in."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from pydantic import Field

from danshu.ground.accounts import rules
from danshu.ground.contract.api import Text

_hashing = asyncio.Semaphore(2)

Locale = Literal["zh-CN", "en"]
Password = Annotated[Text, Field(min_length=1, max_length=200)]


async def hash_slowly(password: str) -> str:
    """`rules.hash_password` in a thread."""
    async with _hashing:
        return await asyncio.to_thread(rules.hash_password, password)


async def fits_slowly(password_hash: str | None, password: str) -> bool:
    """`rules.password_fits` in a thread."""
    async with _hashing:
        return await asyncio.to_thread(rules.password_fits, password_hash, password)
