"""Takes: orders and actions by HTTP.
Gives: results item by item (207), or a run to follow (202).
Writes: what the journey and the actions write.
Never: skips the caller's permission or warehouses.
"""

from __future__ import annotations

from fastapi import APIRouter

from danshu.pipeline.api import actions, orders, stages

router = APIRouter()
router.include_router(orders.router)
router.include_router(actions.router)
router.include_router(stages.router)
