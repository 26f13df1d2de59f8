"""A merchant with demo data behind a real `danshu up`, and a real Chromium in front of it. Both start once a session."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

LOGIN, PASSWORD = "demo", "danshu-demo"
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
DESK, PHONE = (1280, 900), (390, 844)


@dataclass
class Complaints:
    """What a page did that nobody should see: errors in the console, requests that failed."""

    found: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", lambda said: self.found.append(f"console: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: self.found.append(f"script: {error}"))
        page.on("response", lambda r: self.found.append(f"{r.status} {r.url}") if r.status >= 400 else None)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("there is no Chromium on this machine (Debian: apt-get install chromium)")
    return path


@pytest.fixture(scope="session")
def address(chromium_path: str) -> Iterator[str]:
    """Where `danshu up` answers, with the demo merchant in an embedded database of its own."""
    # Not pytest's own folder, which nobody but root may enter: as root the database runs as a service user.
    folder = Path(tempfile.mkdtemp(prefix="danshu-web-"))
    folder.chmod(0o755)
    command = [sys.executable, "-m", "danshu", "up", "--data-dir", str(folder / "data"), "--port", "0"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DANSHU_")}
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env=environment
    )
    assert server.stdout is not None
    try:
        said: list[str] = []
        for line in server.stdout:
            said.append(line)
            if ready := re.search(r"ready: (http://\S+)", line):
                yield ready[1]
                break
        else:
            pytest.fail("danshu up did not start:\n" + "".join(said))
    finally:
        server.terminate()
        server.communicate(timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium_path: str) -> Iterator[Browser]:
    started = playwright.chromium.launch(executable_path=chromium_path, args=list(SWITCHES), headless=True)
    yield started
    started.close()


@dataclass
class Desk:
    """Opens pages of the running Danshu as a signed-in person; `complaints` must stay empty."""

    browser: Browser
    address: str
    cookies: object
    complaints: Complaints = field(default_factory=Complaints)
    contexts: list[BrowserContext] = field(default_factory=list)

    def page(self, *, language: str = "zh-CN", size: tuple[int, int] = DESK, signed_in: bool = True) -> Page:
        context = self.browser.new_context(
            base_url=self.address, locale=language, timezone_id="Europe/London",
            viewport={"width": size[0], "height": size[1]}, storage_state=self.cookies if signed_in else None,
        )  # fmt: skip
        context.set_default_timeout(10_000)
        context.add_init_script(f"localStorage.setItem('danshu.locale', '{language}')")
        self.contexts.append(context)
        page = context.new_page()
        self.complaints.watch(page)
        return page


@pytest.fixture(scope="session")
def cookies(browser: Browser, address: str) -> object:
    """The session of one log-in, for all tests but the one that logs in by hand: log-ins are throttled."""
    context = browser.new_context(base_url=address)
    answer = context.request.post("/v1/session", data={"login": LOGIN, "password": PASSWORD})
    assert answer.ok, answer.text()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def desk(browser: Browser, address: str, cookies: object) -> Iterator[Desk]:
    made = Desk(browser, address, cookies)
    yield made
    for context in made.contexts:
        context.close()
    assert "\n".join(made.complaints.found) == ""
