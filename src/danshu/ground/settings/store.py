"""Settings are read whole; what is not stored has its default."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from danshu.db.sql import SqlFolder
from danshu.ground.settings.model import BY_KEY, SETTINGS
from danshu.kernel.errors import DanshuError

if TYPE_CHECKING:
    from datetime import datetime

    from danshu.db.unit_of_work import UnitOfWork

SQL = SqlFolder(__name__)


async def read_all(work: UnitOfWork) -> dict[str, Any]:
    stored: dict[str, Any] = dict(await work.fetch(SQL.read_settings))
    return {setting.key: stored.get(setting.key, setting.default) for setting in SETTINGS}


def check(key: str, value: Any) -> None:
    """Raises `settings.unknown` or `settings.invalid`."""
    setting = BY_KEY.get(key)
    if setting is None:
        raise DanshuError("settings.unknown", f"There is no setting {key}.", "See the list of settings.", status=422)
    fits = type(value) is type(setting.default)
    if fits and isinstance(value, str) and setting.pattern:
        fits = re.fullmatch(setting.pattern, value) is not None
    if fits and isinstance(value, int) and not isinstance(value, bool):
        fits = (setting.low is None or value >= setting.low) and (setting.high is None or value <= setting.high)
    if not fits:
        raise DanshuError(
            "settings.invalid",
            f"{value!r} does not fit the setting {key}.",
            f"The default is {setting.default!r}.",
            status=422,
        )


async def write(work: UnitOfWork, values: dict[str, Any], *, at: datetime, actor: str) -> None:
    """Stores checked values; each change raises the setting's version."""
    for key, value in values.items():
        check(key, value)
    keys = sorted(values)
    await work.run(SQL.write_settings, keys=keys, values=[json.dumps(values[key]) for key in keys], at=at, actor=actor)
