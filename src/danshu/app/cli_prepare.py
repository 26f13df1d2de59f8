"""Brings the database up to date and loads the demo data at the first start. Prints lines for the person at the end."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys

from danshu.app.config import Config
from danshu.db.migrate import migrate, pending
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
    if empty or not mark.exists() or importlib.util.find_spec("danshu.app.demo") is None:
        return []
    print("loading the demo data", file=sys.stderr, flush=True)
    told = importlib.import_module("danshu.app.demo").load(config.database_url)
    mark.unlink()
    return [str(told)] if told else []


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
