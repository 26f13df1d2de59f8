"""`./danshu bench [journey] [api] [import FILE] [--orders N]`: measures, prints, and writes docs/benchmarks.json."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import psutil

from benchmarks import api, journey, seed_orders, web, world
from danshu.app.process import collect_seldom
from danshu.db.pool import connect
from danshu.db.unit_of_work import transaction
from danshu.ground.accounts.model import ALL_PERMISSIONS, Caller
from danshu.ground.accounts.store import create_key
from danshu.ground.vault.rules import Vault
from danshu.kernel.clock import SystemClock
from danshu.pipeline.passes import House

_KEY = b"b" * 32


def main() -> int:
    parser = argparse.ArgumentParser(prog="danshu bench", description=__doc__)
    parser.add_argument("parts", nargs="*", default=["journey", "api"], help="journey, api")
    parser.add_argument("--orders", type=int, default=1_000_000, help="orders that are there already")
    parser.add_argument("--out", type=Path, default=Path("docs/benchmarks.json"))
    options = parser.parse_args()
    collect_seldom()
    with world.server() as server:
        url = server.url_of("danshu")
        rows = asyncio.run(_measure(url, options))
    report = {
        "command": "./danshu bench " + " ".join([*options.parts, "--orders", str(options.orders)]),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{os.cpu_count()} cores, {psutil.virtual_memory().total >> 30} GiB, {platform.platform()}, Python {platform.python_version()}",
        "rows": rows,
    }
    known = json.loads(options.out.read_text()) if options.out.exists() else {}
    known["+".join(options.parts)] = report
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n")
    for row in rows:
        print(f"{row['value']:>10}  {row['figure']}")
    return 0


async def _measure(url: str, options: argparse.Namespace) -> list[dict[str, object]]:
    house = House(Vault(_KEY), SystemClock())
    begun = time.perf_counter()
    if options.orders:
        world.migrate(url)
        await asyncio.to_thread(seed_orders.seed, url, orders=options.orders, shape="real", vault=house.vault)
        print(f"seeded {options.orders} orders in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    world.prepare(url, seeded=bool(options.orders))
    await world.stock_up(url, house)
    rows: list[dict[str, object]] = []
    if "journey" in options.parts:
        rows += await journey.measure(url, house)
    if "api" in options.parts:
        async with await connect(url) as connection, transaction(connection) as work:
            caller = Caller("user:0", "bench", frozenset(ALL_PERMISSIONS), None, "en")
            _, key = await create_key(work, caller, "bench", sorted(ALL_PERMISSIONS), None, SystemClock().now())
        folder = Path("/tmp") / f"danshu-bench-{os.getpid()}"  # noqa: S108 - only the web's own run files
        folder.mkdir(exist_ok=True)
        with web.running(url, folder, _KEY, str(key)) as server:
            rows += await api.measure(server, seed=int(time.time()) % 1_000_000)
    return rows


if __name__ == "__main__":
    sys.exit(main())
