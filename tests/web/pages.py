"""The pages that every check walks through, and how one knows that a page is there."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

LISTS = ("/orders", "/stock", "/skus", "/listings", "/imports", "/quarantine", "/runs", "/shops", "/audit")
OTHERS = ("/", "/network", "/accounts", "/settings")


def open_page(page: Page, path: str) -> None:
    """Opens a page and waits until its data is there: the heading stands and no grey bars are left."""
    page.goto(path)
    expect(page.locator("#main")).to_be_visible()
    expect(page.locator("#main").locator("h1, .wb-tabs").first).to_be_visible()
    expect(page.locator(".skeleton")).to_have_count(0)


def ask(page: Page, path: str) -> Any:
    """Reads the API with the page's own session."""
    answer = page.request.get(f"/v1{path}", headers={"Accept-Language": "zh-CN"})
    assert answer.ok, answer.text()
    return answer.json()


def order_with(page: Page, **wanted: str) -> Any:
    """The newest order that the filter finds."""
    query = "&".join(f"{name}={value}" for name, value in wanted.items())
    return ask(page, f"/orders?limit=1&{query}")["items"][0]


def address_of(path: str) -> re.Pattern[str]:
    """Any address that ends with this path and may have a query."""
    return re.compile(re.escape(path) + r"(\?.*)?$")
