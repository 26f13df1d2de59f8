"""Lets a paused stage of the journey go on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel

from danshu.ground.accounts.api.access import AuditTrail, Now, Writes, require
from danshu.ground.accounts.model import Caller
from danshu.kernel.errors import DanshuError
from danshu.pipeline import store
from danshu.pipeline.journey import JOURNEY

router = APIRouter(tags=["stages"])
_NAMES = ("intake", *(step.name for step in JOURNEY))


class Resumed(BaseModel):
    stage: str
    was_paused: bool


@router.post("/v1/stages/{stage}/resume", operation_id="resumeStage")
async def resume_stage(
    stage: Annotated[str, Path(max_length=40)],
    caller: Annotated[Caller, require("setup.manage")],
    work: Writes,
    now: Now,
    trail: AuditTrail,
) -> Resumed:
    """The runner takes the stage up again, with a clean slate of failures."""
    if stage not in _NAMES:
        raise DanshuError("stages.unknown", "There is no such stage.", f"Stages are {', '.join(_NAMES)}.", status=404)
    was_paused = await store.resume(work, stage, now)
    await trail.note(work, caller, "stage.resumed", f"stage:{stage}")
    return Resumed(stage=stage, was_paused=was_paused)
