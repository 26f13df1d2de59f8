"""What intake asks the database beyond the nouns' own stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.db.sql import SqlFolder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danshu.db.unit_of_work import UnitOfWork

SQL = SqlFolder(__name__)


async def known_credits(work: UnitOfWork, keys: Sequence[tuple[int, str]]) -> set[tuple[int, str]]:
    """Which (shop id, credit number) are stored already."""
    rows = await work.fetch(SQL.known_credits, shop_ids=[k[0] for k in keys], source_nos=[k[1] for k in keys])
    return {(row[0], row[1]) for row in rows}


async def find_credit_candidates(work: UnitOfWork, wanted: Sequence[tuple[int, list[str]]]) -> set[int]:
    """Orders of these buyers that still have units of these codes to take back."""
    pairs = sorted({(buyer, code) for buyer, codes in wanted for code in codes if buyer})
    if not pairs:
        return set()
    rows = await work.fetch(SQL.find_credit_candidates, buyer_keys=[p[0] for p in pairs], codes=[p[1] for p in pairs])
    return {row[0] for row in rows}
