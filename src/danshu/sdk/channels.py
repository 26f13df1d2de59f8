"""A channel's words. A connector package (entry point group `danshu.channels`) exposes `CHANNEL`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Channel:
    """`abbr` are the letters that a new shop of this channel is offered for its order numbers."""

    code: str
    title_zh: str
    title_en: str
    abbr: str
