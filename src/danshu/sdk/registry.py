"""Connectors as they are installed: found by entry point, so that third parties plug in without a change here."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from types import ModuleType

from danshu.sdk.channels import Channel
from danshu.sdk.files import FileFormat

_GROUP = "danshu.channels"


@cache
def _packages() -> dict[str, ModuleType]:
    return {point.name: point.load() for point in sorted(entry_points(group=_GROUP), key=lambda point: point.name)}


@cache
def formats() -> dict[str, FileFormat]:
    """Every file format by its code. Two formats of one code are a ValueError."""
    found: dict[str, FileFormat] = {}
    for name, package in _packages().items():
        for one in getattr(package, "FORMATS", ()):
            if one.code in found:
                raise ValueError(f"the connector {name} offers the format {one.code}, which another one has already")
            found[one.code] = one
    return found


@cache
def channels() -> dict[str, Channel]:
    """Every channel by its code: what connectors declare, and those that only a file format names."""
    found: dict[str, Channel] = {}
    for package in _packages().values():
        declared = getattr(package, "CHANNEL", None)
        if declared is not None:
            found[declared.code] = declared
    for one in formats().values():
        found.setdefault(one.channel, Channel(one.channel, one.title_zh, one.title_en, one.channel[:2].upper()))
    return found
