"""A house with two warehouses, four shops and a few SKUs on a fresh database."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from builders.world import World, open_world


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    async with open_world(database_url) as made:
        yield made
