"""Takes the pictures of the documentation from a demo merchant in a real browser.

Usage: python tools/screenshots.py [--out docs/images]

Starts `danshu up` on a data folder of its own, logs in as the demo user and writes `<page>.<language>.png`: the workbench,
an order, home, import and stock at 1280 px in both languages, the workbench and an order at 390 px too
(`<page>-phone.<language>.png`). Needs Chromium (Debian: apt-get install chromium). Each picture stays below 250 kB.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

LOGIN = {"login": "demo", "password": "danshu-demo"}
SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
SIZES = {"": (1280, 720), "-phone": (390, 844)}
BYTES_MAX = 250_000


@contextmanager
def demo() -> Iterator[str]:
    """The address of a demo merchant that is there for as long as the block runs."""
    # Not inside a private folder: as root the database runs as a service user.
    folder = Path(tempfile.mkdtemp(prefix="danshu-pictures-"))
    folder.chmod(0o755)
    command = [sys.executable, "-m", "danshu", "up", "--data-dir", str(folder / "data"), "--port", "0"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DANSHU_")}
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env=environment
    )
    assert server.stdout is not None
    try:
        said = ""
        for line in server.stdout:
            said += line
            if ready := re.search(r"ready: (http://\S+)", line):
                yield ready[1]
                return
        raise SystemExit(f"danshu up did not start:\n{said}")
    finally:
        server.terminate()
        server.communicate(timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


def show(page: Page, path: str) -> None:
    """Opens a page and waits until its data and letters are there."""
    page.goto(path)
    expect(page.locator("#main").locator("h1, .wb-tabs").first).to_be_visible()
    expect(page.locator(".skeleton")).to_have_count(0)
    expect(page.locator(".live-dot.live")).to_be_visible()
    page.evaluate("document.fonts.ready")


def order_to_show(page: Page) -> str:
    """An order with several lines that a warehouse is picking: it has decisions, stock used and a next step."""
    rows = page.request.get("/v1/orders?state=picking&limit=100").json()["items"]
    best = max(rows, key=lambda row: (row["line_count"] in (2, 3), row["note_mark"]["buyer"], row["warehouses_count"]))
    return str(best["id"])


def take(browser: Browser, address: str, language: str, suffix: str, out: Path) -> None:
    """All pictures of one language and width."""
    width, height = SIZES[suffix]
    locale = {"zh": "zh-CN", "en": "en"}[language]
    context = browser.new_context(
        base_url=address, locale=locale, timezone_id="Asia/Shanghai", viewport={"width": width, "height": height}
    )
    context.add_init_script(f"localStorage.setItem('danshu.locale', '{locale}')")
    page = context.new_page()
    answer = page.request.post("/v1/session", data=LOGIN)
    assert answer.ok, answer.text()
    order = order_to_show(page)
    paths = {"workbench": "/orders", "order": f"/orders/{order}"}
    if not suffix:
        paths |= {"home": "/", "import": "/imports", "stock": "/stock"}
    for name, path in paths.items():
        show(page, path)
        if name == "order" and not suffix:
            # Tall enough for the timeline, with the reasons of the decision on the warehouse unfolded.
            page.set_viewport_size({"width": width, "height": 1000})
            page.locator(".timeline .decision .link-button").first.click()
        else:
            page.set_viewport_size({"width": width, "height": height})
        file = out / f"{name}{suffix}.{language}.png"
        page.screenshot(path=str(file), animations="disabled")
        size = file.stat().st_size
        print(f"{size / 1000:6.0f} kB  {file}")
        if size > BYTES_MAX:
            raise SystemExit(f"{file} has {size} bytes, more than {BYTES_MAX}")
    context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(__file__).resolve().parent.parent / "docs/images"
    parser.add_argument("--out", type=Path, default=default, help="folder of the pictures (docs/images)")
    out: Path = parser.parse_args().out
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("there is no Chromium here (Debian: apt-get install chromium)")
    out.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(SWITCHES), headless=True)
        for language in ("zh", "en"):
            for suffix in SIZES:
                take(browser, address, language, suffix, out)
        browser.close()


if __name__ == "__main__":
    main()
