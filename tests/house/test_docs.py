"""The documents hold together: links lead somewhere, user pages exist in both languages, and no page is too long."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from danshu.pipeline.journey import JOURNEY
from danshu.views.verify import CHECKS
from house.source_tree import ROOT, SOURCE, files, shown

# Taken from the running program by a script, so that they show what there is.
SCREENSHOTS = {"docs/images/workbench.zh.png", "docs/images/workbench.en.png"}
# Read by people who use Danshu; architecture, decisions and what is made from the code speak to engineers.
USER_FOLDERS = ("how-to", "tutorials", "explanation")
README_LINES_MAX = 80
ADR_LINES_MAX = 50
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """Every document that we write."""
    return sorted([*ROOT.glob("*.md"), *files(ROOT / "docs", "*.md")])


def links(text: str) -> list[str]:
    """Targets of links and images outside of code, without what leads to other machines."""
    found = _LINK.findall(_FENCE.sub("", text))
    return [target for target in found if not re.match(r"[a-z]+:", target)]


def anchor(heading: str) -> str:
    """How renderers make an anchor of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def broken(page: Path, text: str) -> list[str]:
    """Links of a page that lead nowhere."""
    sins = []
    for target in links(text):
        name, _, part = unquote(target).partition("#")
        goal = (page.parent / name).resolve() if name else page
        if name and shown(goal) in SCREENSHOTS:
            continue
        if not goal.exists():
            sins.append(target)
        elif part and goal.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", goal.read_text(encoding="utf-8")), re.MULTILINE)
            if part not in map(anchor, headings):
                sins.append(target)
    return sins


@pytest.mark.parametrize("page", pages(), ids=shown)
def test_links_lead_somewhere(page: Path) -> None:
    assert broken(page, page.read_text(encoding="utf-8")) == []


def test_a_broken_link_is_noticed() -> None:
    page = ROOT / "docs" / "index.md"
    text = "[a](reference/errors.md) [b](no-such.md) ![c](images/none.svg) [d](#nowhere) [e](https://example.com)\n```\n[f](g)\n```"
    assert broken(page, text) == ["no-such.md", "images/none.svg", "#nowhere"]


def test_user_pages_are_in_both_languages() -> None:
    folders = [ROOT / "docs" / name for name in USER_FOLDERS]
    names = {path for folder in folders for path in files(folder, "*.md")}
    names |= {ROOT / "README.md", ROOT / "docs" / "index.md", ROOT / "docs" / "reference" / "import-formats.md"}
    lacking = [shown(path) for path in names if not path.name.endswith(".zh-CN.md") and not _twin(path).exists()]
    orphans = [shown(path) for path in names if path.name.endswith(".zh-CN.md") and not _original(path).exists()]
    assert sorted(lacking + orphans) == []


def _twin(path: Path) -> Path:
    return path.with_name(path.stem + ".zh-CN.md")


def _original(path: Path) -> Path:
    return path.with_name(path.name.replace(".zh-CN.md", ".md"))


def test_twins_have_the_same_chapters() -> None:
    sins = []
    for path in files(ROOT / "docs", "*.zh-CN.md"):
        ours, theirs = (_headings(page) for page in (path, _original(path)))
        if ours != theirs:
            sins.append(f"{shown(path)}: {ours} headings, its original {theirs}")
    assert not sins, "\n".join(sins)


def _headings(page: Path) -> list[int]:
    return [
        len(level) for level in re.findall(r"^(#+) ", _FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    ]


def test_readmes_and_decisions_are_short() -> None:
    limits = dict.fromkeys(ROOT.glob("README*.md"), README_LINES_MAX)
    limits |= dict.fromkeys(files(ROOT / "docs" / "adr", "*.md"), ADR_LINES_MAX)
    sins = [shown(path) for path, most in limits.items() if len(path.read_text(encoding="utf-8").splitlines()) > most]
    assert limits and sins == []


def test_decisions_are_numbered_and_say_context_decision_consequences() -> None:
    adrs = files(ROOT / "docs" / "adr", "*.md")
    assert [path.name[:4] for path in adrs] == [f"{n:04d}" for n in range(1, len(adrs) + 1)]
    for path in adrs:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(path.name[:4])}. "), shown(path)
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"], shown(path)


def test_the_site_names_every_page_once() -> None:
    site = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    named = re.findall(r":\s*(\S+\.md)$", site, re.MULTILINE)
    assert sorted(named) == sorted(path.relative_to(ROOT / "docs").as_posix() for path in files(ROOT / "docs", "*.md"))


def glossary() -> list[tuple[str, str, str]]:
    """Term, Chinese and meaning."""
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    return re.findall(r"^\| \*\*(.+?)\*\* \| (.*?) \| (.*?) \|$", text, re.MULTILINE)


def test_the_glossary_is_sorted_and_complete_in_each_row() -> None:
    rows = glossary()
    terms = [term.casefold() for term, _, _ in rows]
    assert len(rows) > 100
    assert terms == sorted(set(terms))
    assert [
        term for term, chinese, meaning in rows if not re.search(r"[\u4e00-\u9fff]", chinese) or len(meaning) < 15
    ] == []


def test_the_glossary_knows_the_words_of_the_code() -> None:
    terms = {term.casefold() for term, _, _ in glossary()}
    words = {"intake", *(step.name for step in JOURNEY)} - {"shipping", "tracking"}
    words |= {
        "allocation",
        "bin",
        "bundle",
        "claim",
        "contact",
        "credit",
        "decision record",
        "event",
        "fulfillment order",
    }
    words |= {
        "hold",
        "inbox",
        "ledger",
        "listing",
        "lot",
        "node",
        "pass",
        "poison",
        "pool",
        "quarantine",
        "rma",
        "wave",
    }
    assert sorted(words - terms) == []


def test_the_readmes_count_the_invariants_right() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        numbers = re.findall(r"(\d+) (?:invariants|条不变式)", (ROOT / name).read_text(encoding="utf-8"))
        assert numbers == [str(len(CHECKS))], name


def test_documents_name_modules_and_statements_that_exist() -> None:
    sins = []
    for page in [
        *files(ROOT / "docs" / "adr", "*.md"),
        *files(ROOT / "docs" / "explanation", "*.md"),
        ROOT / "ARCHITECTURE.md",
    ]:
        text = page.read_text(encoding="utf-8")
        for name in re.findall(r"`([a-z_/]+\.(?:py|sql))`", text):
            found = (SOURCE / name).exists() or (ROOT / name).exists() or any(SOURCE.rglob(name))
            if not found:
                sins.append(f"{shown(page)}: {name}")
    assert not sins, "\n".join(sins)
