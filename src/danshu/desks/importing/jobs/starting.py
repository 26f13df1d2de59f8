"""From a file and a few words to a job: which format, which shop, which mode."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from danshu.desks.importing import rules
from danshu.desks.importing.jobs.running import hash_file
from danshu.desks.importing.model import NewJob
from danshu.domain.shops import store as shops
from danshu.domain.shops.model import Shop
from danshu.kernel.errors import DanshuError
from danshu.sdk.registry import channels, formats
from danshu.sdk.sheets import open_sheet

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from danshu.db.unit_of_work import UnitOfWork
    from danshu.sdk.files import FileFormat

AUTO = "auto"


def find_format(path: Path, code: str) -> FileFormat:
    """The format named, or the one whose header the file has. Slow for large files.

    Raises DanshuError `file.*` and `import.unknown_format`.
    """
    known = formats()
    if code != AUTO and code not in known:
        raise DanshuError(
            "import.unknown_format",
            f"There is no file format “{code}”.",
            f"Take one of {', '.join(sorted(known))}, or auto.",
            status=422,
        )
    candidates = list(known.values()) if code == AUTO else [known[code]]
    with open_sheet(path, candidates) as sheet:
        return sheet.format


def plan_job(
    path: Path, found: FileFormat, shop: Shop, *, mode: str | None, dry_run: bool, uploaded: bool, actor: str,
    file_name: str | None = None,
) -> NewJob:  # fmt: skip
    """The job to add. Slow for large files: their hash is taken. Raises `import.other_currency`."""
    # A format that says its own currency can't be read for a shop that sells in another; the generic one can.
    if found.currency != shop.currency and found.channel != "generic":
        raise DanshuError(
            "import.other_currency",
            f"The shop “{shop.name}” sells in {shop.currency}, the format {found.code} is in {found.currency}.",
            "Choose another shop, or name a new one with --shop.",
            status=422,
        )
    history = (mode or found.default_mode) == "history"
    return NewJob(
        file_name or path.name, hash_file(path), str(path.absolute()), found.code, shop.id, history, dry_run,
        path.stat().st_size, uploaded, actor,
    )  # fmt: skip


async def open_shop(work: UnitOfWork, found: FileFormat, name: str | None, at: datetime) -> Shop:
    """The shop named (by code or name), made when there is none; without a name the channel's only shop.

    Raises `import.which_shop` when the channel has several.
    """
    known = await shops.read_all(work)
    if name:
        wanted = name.strip()
        fitting = [shop for shop in known.values() if wanted.lower() in (shop.code.lower(), shop.name.lower())]
    else:
        wanted = found.channel
        fitting = [shop for shop in known.values() if shop.channel == found.channel]
    if len(fitting) > 1:
        raise DanshuError(
            "import.which_shop",
            f"There are several shops for this file: {', '.join(shop.name for shop in fitting)}.",
            "Name one with --shop, by its code.",
            status=422,
        )
    if fitting:
        return fitting[0]
    shop = Shop(
        0, rules.code_of_name(wanted), wanted if name else found.title_zh, found.channel,
        channels()[found.channel].abbr, found.currency, found.zone, "placed", False, 30, True,
    )  # fmt: skip
    shop_id = await shops.create(work, shop, at)
    if shop_id is None:
        raise DanshuError(
            "import.shop_code_taken",
            f"The code “{shop.code}” that “{wanted}” would get belongs to another shop.",
            "Name that shop by its code, or choose another name.",
            status=409,
        )
    return replace(shop, id=shop_id)
