"""The workbench in a real browser with many orders: from the address to the first rows, cold, five times."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from danshu.db.pool import connect
from danshu.db.unit_of_work import transaction
from danshu.ground.accounts.store import create_first_user
from danshu.kernel.clock import SystemClock

if TYPE_CHECKING:
    from benchmarks.web import Server

LOGIN, PASSWORD = "bench", "bench-password-1"
_RUNS = 5
_SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


async def add_user(url: str) -> None:
    """Somebody who may see everything."""
    async with await connect(url) as connection, transaction(connection) as work:
        await create_first_user(work, LOGIN, PASSWORD, name="Bench", at=SystemClock().now())


def measure(server: Server) -> list[dict[str, object]]:
    """Rows of the report. Each run has a new browser process with empty caches and a stored session."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    base = f"http://{server.host}:{server.port}"
    taken = []
    with sync_playwright() as playwright:
        for _ in range(_RUNS):
            browser = playwright.chromium.launch(executable_path=chromium, args=_SWITCHES, headless=True)
            context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
            page = context.new_page()
            page.request.post(f"{base}/v1/session", data={"login": LOGIN, "password": PASSWORD})
            begun = time.perf_counter()
            page.goto(f"{base}/orders", wait_until="commit")
            page.get_by_role("checkbox").nth(1).wait_for(timeout=30_000)
            taken.append(time.perf_counter() - begun)
            browser.close()
    ordered = sorted(taken)
    return [
        {
            "figure": "workbench, new browser, address to first rows, median ms",
            "value": round(ordered[_RUNS // 2] * 1_000),
        },
        {"figure": "workbench, new browser, address to first rows, slowest ms", "value": round(ordered[-1] * 1_000)},
    ]
