"""Checks that walk through all pages: words of one language, no errors, nothing wider than a phone, readable by machines."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from web.conftest import PHONE, Desk
from web.pages import LISTS, OTHERS, open_page, order_with

# What is the same in both languages: brands and file types, units, codes of money and machines.
SAME = {"API", "CNY", "CSV", "Ctrl", "Danshu", "English", "GBK", "ID", "ISO", "JSON", "K", "SKU", "UTF", "cm", "csv", "g", "kg", "m", "ml", "txt", "xlsx", "Asia", "Shanghai"}  # fmt: skip
# Places that show what people or channels wrote, and codes: not the page's own words.
DATA = ".mono, .copy-id, .code-block, code, pre, input, textarea, time, .channel-badge, .line-title, .line-sku, .shipment-lines"

# Pages that are made of the same parts as others.
NOT_AGAIN = {"/skus", "/listings", "/runs", "/shops", "/audit"}

# Each word a person sees: texts that are shown, and what fields and buttons say.
WORDS = """(data) => {
  const seen = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const element = node.parentElement;
    if (!element || element.closest(data) || element.closest('script, style, noscript')) continue;
    if (element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) seen.push(node.textContent);
  }
  for (const element of document.querySelectorAll('[placeholder], [aria-label], [title]')) {
    if (element.closest(data)) continue;
    for (const name of ['placeholder', 'aria-label', 'title']) seen.push(element.getAttribute(name) ?? '');
  }
  return seen.map((text) => text.trim()).filter((text) => text !== '');
}"""


def all_paths(page: Page) -> list[str]:
    page.goto("/")
    orders = [
        order_with(page, state="picking"),
        order_with(page, hold="stock.short"),
        order_with(page, state="completed"),
    ]
    return [*OTHERS, *LISTS, *(f"/orders/{order['id']}" for order in orders)]


def english_words(text: str) -> list[str]:
    """Latin words of two letters or more that are neither data codes (digits, dots, dashes inside) nor the same in Chinese."""
    bare = re.sub(r"[A-Za-z0-9_]*[0-9._@/+-][A-Za-z0-9._@/+-]*", " ", text)
    return [word for word in re.findall(r"[A-Za-z]{2,}", bare) if word not in SAME]


def data_words(page: Page) -> set[str]:
    """Latin words that the merchant's own data has: names of SKUs, log-ins, codes."""
    found = page.request.get("/v1/skus?limit=200").text() + page.request.get("/v1/users?limit=200").text()
    found += page.request.get("/v1/shops").text() + page.request.get("/v1/warehouses").text()
    return set(re.findall(r"[A-Za-z]{2,}", found))


def test_chinese_pages_have_chinese_words(desk: Desk) -> None:
    page = desk.page()
    wrong: list[str] = []
    known = data_words(page) if page.goto("/") else set()
    for path in all_paths(page):
        open_page(page, path)
        texts = {
            text: [word for word in english_words(text) if word not in known] for text in page.evaluate(WORDS, DATA)
        }
        wrong += [f"{path}: {words} in {text[:80]!r}" for text, words in texts.items() if words]
    assert "\n".join(sorted(set(wrong))) == ""


def test_english_pages_have_english_words(desk: Desk) -> None:
    page = desk.page(language="en")
    wrong: list[str] = []
    for path in all_paths(page):
        open_page(page, path)
        # Names, titles and notes are the merchant's own; what stands in headings, buttons and labels is ours.
        own = page.locator(
            "h1, h2, th, button, label, dt, [role=tab], .state-tag, .hold-mark, .chip, .feedback"
        ).evaluate_all(
            "all => all.filter((one) => !one.closest('.tag, .mini-list, .side-sheet, .trend-legend, .tags-cell, .copy-id, .user-button, .ant-select')).map((one) => one.innerText)"
        )
        wrong += [f"{path}: {text[:80]!r}" for text in own if re.search(r"[一-鿿]", text)]
    assert "\n".join(sorted(set(wrong))) == ""


def test_nothing_is_wider_than_a_phone(desk: Desk) -> None:
    page = desk.page(size=PHONE)
    wide: list[str] = []
    for path in all_paths(page):
        open_page(page, path)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wide.append(f"{path}: {over} px")
    assert wide == []


@pytest.fixture(scope="session")
def axe(repo_root: Path) -> str:
    """The source of axe-core, which npm ci puts beside the pages' sources."""
    return (repo_root / "web/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def test_readable_by_machines(desk: Desk, axe: str) -> None:
    page = desk.page()
    found: list[str] = []
    for path in all_paths(page):
        if path in NOT_AGAIN:
            continue
        open_page(page, path)
        found += violations(page, axe, path)
    stranger = desk.page(signed_in=False)
    stranger.goto("/login")
    expect(stranger.get_by_label("账号")).to_be_visible()
    found += violations(stranger, axe, "/login")
    desk.complaints.found = [said for said in desk.complaints.found if "401" not in said]
    assert "\n".join(found) == ""


def violations(page: Page, axe: str, path: str) -> list[str]:
    # evaluate() is not stopped by the content policy, a script element would be.
    page.evaluate(axe)
    result: Any = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{path}: {one['id']} ({one['impact']}) {node['target']} {node['failureSummary'][:160]}"
        for one in result["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]


def test_first_screen_reads_nothing_twice(desk: Desk) -> None:
    """What early.ts asks for before the scripts run must be what the pages ask for, else it is asked for twice."""
    page = desk.page()
    open_page(page, "/")
    for path in ("/orders", "/", f"/orders/{order_with(page, state='picking')['id']}"):
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url) if "/v1/" in request.url else None)
        open_page(page, path)
        assert any(url.endswith("/v1/session") for url in asked)
        assert [url for url in asked if asked.count(url) > 1] == []
