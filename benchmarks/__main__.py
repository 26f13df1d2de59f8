"""`./danshu bench [lists] [workbench] [journey] [api] [--orders N]`: measures on a database of its own, prints, and keeps the
figures in docs/benchmarks.json, from which docs/benchmarks.md is written.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import sys
import tempfile
import time
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from benchmarks import api, journey, lists, report, seed_orders, web, workbench, world
from danshu.app.process import collect_seldom
from danshu.db.pool import connect
from danshu.db.unit_of_work import transaction
from danshu.ground.accounts.model import ALL_PERMISSIONS, Caller
from danshu.ground.accounts.store import create_key
from danshu.ground.vault.rules import Vault
from danshu.kernel.clock import SystemClock
from danshu.pipeline.passes import House

_KEY = b"b" * 32
_DOCS = Path(__file__).parents[1] / "docs"


def main() -> int:
    parser = argparse.ArgumentParser(prog="danshu bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", default=[], help="lists, workbench, journey, api; all of them when none is named"
    )
    parser.add_argument("--orders", type=int, default=1_000_000, help="orders that are there already")
    parser.add_argument("--out", type=Path, default=_DOCS / "benchmarks.json")
    options = parser.parse_args()
    parts = options.parts or ["lists", "workbench", "journey", "api"]
    collect_seldom()
    known: dict[str, Any] = json.loads(options.out.read_text()) if options.out.exists() else {}
    with world.server() as server:
        for part, rows in _measure(server.url_of("danshu"), parts, options.orders):
            known[part] = {
                "command": f"./danshu bench {part} --orders {options.orders}",
                "at": datetime.now(UTC).isoformat(timespec="minutes"),
                "machine": f"{os.cpu_count()} cores, {psutil.virtual_memory().total >> 30} GiB,"
                f" {platform.system()}, Python {platform.python_version()}",
                "rows": rows,
            }
            print(report.part(part, known[part]), flush=True)
    options.out.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n")
    if options.out.parent == _DOCS:
        (_DOCS / "benchmarks.md").write_text(report.page(known))
    return 0


def _measure(url: str, parts: list[str], orders: int) -> Any:
    house = House(Vault(_KEY), SystemClock())
    begun = time.perf_counter()
    if orders:
        world.migrate(url)
        seed_orders.seed(url, orders=orders, shape="real", vault=house.vault)
        print(f"seeded {orders} orders in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    world.prepare(url, seeded=bool(orders))
    asyncio.run(world.stock_up(url, house))
    key = asyncio.run(_key(url))
    with tempfile.TemporaryDirectory(prefix="danshu-bench-") as folder:
        for part in parts:
            if part == "journey":
                yield part, asyncio.run(journey.measure(url, house))
                continue
            with web.running(url, Path(folder), _KEY, key) as server:
                if part == "workbench":
                    asyncio.run(workbench.add_user(url))
                    yield part, workbench.measure(server)
                elif part == "api":
                    yield part, asyncio.run(api.measure(server, seed=int(time.time()) % 1_000_000))
                else:
                    asked = Namespace(only="", rounds=2, naive=True, key=key)
                    base = f"http://{server.host}:{server.port}"
                    yield part, lists.extras(base, 20, key) + lists.measure(url, base, house.vault, asked)


async def _key(url: str) -> str:
    async with await connect(url) as connection, transaction(connection) as work:
        caller = Caller("user:0", "bench", frozenset(ALL_PERMISSIONS), None, "en")
        _, key = await create_key(work, caller, "bench", sorted(ALL_PERMISSIONS), None, SystemClock().now())
    return str(key)


if __name__ == "__main__":
    sys.exit(main())
