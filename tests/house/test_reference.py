"""The reference pages say what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from danshu.app import docs
from danshu.app.cli import build_parser
from danshu.domain.orders.model import HOLD_KINDS
from danshu.domain.orders.model import STATES as ORDER_STATES
from danshu.ground.actions.model import STATES
from danshu.ground.events.model import KINDS
from danshu.ground.settings.model import SETTINGS
from danshu.pipeline.actions import ACTIONS
from house.source_tree import ROOT

FOLDER = ROOT / "docs" / "reference"


@pytest.mark.parametrize("name", sorted(docs.pages()))
def test_the_page_equals_the_code(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8") if (FOLDER / name).exists() else ""
    assert written == docs.pages()[name], "run `python -m danshu.app.docs` and look at the difference"


def test_writing_gives_the_same_pages(tmp_path: Path) -> None:
    assert docs.write(tmp_path) == sorted(docs.pages())
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == docs.pages()


def test_nothing_is_left_out() -> None:
    pages = docs.pages()
    lacking = [a for a in ACTIONS if pages["actions.md"].count(f"`{a}`") < (2 if a.startswith("order.") else 1)]
    lacking += [kind.code for kind in HOLD_KINDS if f"`{kind.code}`" not in pages["holds.md"]]
    lacking += [kind.code for kind in KINDS if f"`{kind.code}`" not in pages["events.md"]]
    lacking += [setting.key for setting in SETTINGS if f"`{setting.key}`" not in pages["settings.md"]]
    lacking += [state for state in STATES if f"`{state}`" not in pages["states.md"]]
    assert lacking == []


def test_every_command_has_its_chapter() -> None:
    named = build_parser().format_usage() + build_parser().format_help()
    chapters = [
        line.removeprefix("## danshu ") for line in docs.pages()["cli.md"].splitlines() if line.startswith("## ")
    ]
    assert {"up", "down", "import", "verify", "doctor", "backup", "restore"} <= set(chapters)
    assert [chapter for chapter in chapters if chapter not in named] == []


def test_actions_and_orders_mean_the_same_states() -> None:
    assert STATES == ORDER_STATES


def test_mended_by_names_an_action_that_exists() -> None:
    # Items are matched on a page of their own and not by an action.
    named = {kind.mend_action for kind in HOLD_KINDS} - {None, "listing.match"}
    assert sorted(str(name) for name in named if name not in ACTIONS) == []


def test_tables_keep_their_columns() -> None:
    for name, text in docs.pages().items():
        tables = [block for block in text.split("\n\n") if block.lstrip().startswith("|")]
        for table in tables:
            widths = {line.replace("\\|", "").count("|") for line in table.strip().splitlines()}
            assert len(widths) == 1, f"{name}: {table[:200]}"
