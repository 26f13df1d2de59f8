"""Brings the database up to date and loads the demo data at the first start. Prints lines for the person at the end."""

from __future__ import annotations

import argparse
import asyncio
import importlib
import importlib.util
import secrets
import sys

from danshu.app.config import Config
from danshu.db.migrate import migrate, pending
from danshu.db.pool import connect
from danshu.db.unit_of_work import transaction
from danshu.ground.accounts.store import create_first_user
from danshu.kernel.clock import SystemClock
from danshu.kernel.errors import DanshuError


def prepare(config: Config, *, empty: bool) -> list[str]:
    """Migrates the database and gives what to tell the person (the demo's log-in). Raises DanshuError."""
    if config.database_url is None:
        raise DanshuError("up.no_database_url", "DANSHU_DATABASE_URL is not set.", "Run `danshu up` instead.")
    print("bringing the database up to date", file=sys.stderr, flush=True)
    # The mark outlives a start that is killed while it loads the demo data: the next start loads them again.
    mark = config.run_dir / "demo.wanted"
    if not empty and any(name.startswith("0001_") for name in pending(config.database_url)):
        mark.touch()
    migrate(config.database_url)
    if empty:
        return asyncio.run(_first_owner(config.database_url))
    if not mark.exists() or importlib.util.find_spec("danshu.app.demo") is None:
        return []
    print("loading the demo data", file=sys.stderr, flush=True)
    told = importlib.import_module("danshu.app.demo").load(config.database_url)
    mark.unlink()
    return [str(told)] if told else []


async def _first_owner(url: str) -> list[str]:
    """An empty installation gets an owner with a password that is shown this once."""
    password = secrets.token_urlsafe(9)
    async with await connect(url) as connection, transaction(connection) as work:
        made = await create_first_user(work, "owner", password, name="负责人", at=SystemClock().now())
    return [f"登录名 owner，密码 {password}，请登录后修改  (owner / {password}: shown once, change it)"] if made else []


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--empty", action="store_true")
    try:
        lines = prepare(Config.from_environment(), empty=parser.parse_args().empty)
    except DanshuError as error:
        print(error)
        return 1
    except KeyboardInterrupt:
        return 130
    for line in lines:
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
