"""`python -m danshu.app.docs` writes the reference pages that repeat what the code says; a house test compares them.

Each page says everything in both languages: the words come from the code, where they stand side by side.
"""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Iterable, Sequence
from pathlib import Path

from danshu.app.cli import build_parser
from danshu.app.config import checkout_root
from danshu.domain.orders.model import HOLD_KINDS
from danshu.domain.orders.rules.states import derive_state
from danshu.ground.actions.model import STATES, Action
from danshu.ground.events.model import KINDS
from danshu.ground.settings.model import SETTINGS, Setting
from danshu.kernel.errors import DanshuError
from danshu.pipeline.actions import ACTIONS
from danshu.pipeline.journey import JOURNEY

_STATE_TITLES = {
    "pending_payment": ("待支付", "Pending payment", "No payment, or a deposit only."),
    "paid": ("已支付", "Paid", "Paid and on its way through the stages, or waiting for a warehouse to begin."),
    "in_review": ("审核中", "In review", "An open hold of a kind that a person reviews."),
    "picking": ("配货中", "Picking", "Picking has begun, or a part has left: “k of n shipped” stands beside it."),
    "shipped": ("已发货", "Shipped", "Every unit that is still wanted has left."),
    "completed": ("已完成", "Completed", "The days after signing are over, or somebody closed an order that had left."),
    "in_after_sales": ("售后中", "In after-sales", "Reserved for after-sales cases; no rule gives it yet."),
    "closed": ("已关闭", "Closed", "Cancelled, expired, merged into another order, or returned in full."),
}
_ACCESS = {"allowed": "allowed 可以", "compensated": "compensated 先撤回", "refused": "—"}


def write(folder: Path) -> list[str]:
    """Writes every page into `folder` and gives their names."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(pages())


def pages() -> dict[str, str]:
    """File name -> text of every page that is made from the code."""
    return {
        "states.md": _states(),
        "holds.md": _holds(),
        "actions.md": _actions(),
        "events.md": _events(),
        "settings.md": _settings(),
        "cli.md": _cli(),
    }


def _head(title: str, text: str) -> str:
    return f"# {title}\n\n{text} Made by `python -m danshu.app.docs`; do not edit it by hand.\n"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n" + "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _states() -> str:
    rows = [(f"`{code}`", *_STATE_TITLES[code]) for code in STATES]
    stages = [(str(n), f"`{step.name}`", step.title_zh, step.title_en) for n, step in enumerate(JOURNEY, 1)]
    rule = inspect.getsource(derive_state).rstrip()
    return (
        _head("States 状态", "The eight states of an order and the one rule that derives them.")
        + _table(("Code", "中文", "English", "When"), rows)
        + "\nA hold is a lock beside the state. Only the kinds that a person reviews give the state 审核中: see "
        "[holds](holds.md).\n\n## The rule 规则\n\nIt is stored with the order for lists; `danshu verify` derives it "
        f"again in SQL and compares.\n\n```python\n{rule}\n```\n\n## The stages 环节\n\nWhere an order waits is its stage, "
        "which is another thing than its state. Intake comes before the first one; after the last one the order is `done`.\n"
        + _table(("", "Stage", "中文", "English"), stages)
    )


def _holds() -> str:
    rows = [
        (f"`{k.code}`", k.title_zh, k.title_en, "审核中 in review" if k.reviews else "—", k.help_zh, k.help_en,
         f"`{k.mend_action}`" if k.mend_action else "—")
        for k in HOLD_KINDS
    ]  # fmt: skip
    return _head("Holds 锁单", "Why an order does not move on. An order may have several holds at once.") + _table(
        ("Code", "中文", "English", "State", "怎么处理", "What to do", "Mended by"), rows
    )


def _actions() -> str:
    orders = [action for action in ACTIONS.values() if action.scope == "order"]
    stock = [action for action in ACTIONS.values() if action.scope == "stock"]
    access = [
        (f"`{action.name}`", action.title_zh, *(_ACCESS[action.access(state)] for state in STATES)) for action in orders
    ]
    return (
        _head(
            "Actions 操作", "What a person or a program may do: by button, in bulk, and at `POST /v1/actions/{name}`."
        )
        + "\n## In which state 各状态下\n\n“Compensated” means that what was done for the order is taken back first: warehouses "
        "and the pool give units up, and an order that goes on goes that part of its way anew. What has left stays "
        "shipped: cancelling it raises the hold `intercept`.\n"
        + _table(("Action", "中文", *(f"{_STATE_TITLES[state][0]} `{state}`" for state in STATES)), access)
        + "\n## Order actions 订单操作\n"
        + _action_list(orders)
        + "\n## Stock actions 库存操作\n\nThey take `rows` of SKU, warehouse and quantity, and no selection.\n"
        + _action_list(stock)
    )


def _action_list(actions: Sequence[Action]) -> str:
    rows = [
        (f"`{a.name}`", a.title_zh, a.title_en, f"`{a.permission}`", _fields(a), "yes" if a.bulk else "one order",
         "yes" if a.undo else "—")
        for a in actions
    ]  # fmt: skip
    return _table(("Action", "中文", "English", "Permission", "Fields (* required)", "Bulk", "Undo"), rows)


def _fields(action: Action) -> str:
    schema = action.schema()
    required = set(schema.get("required", ()))
    names = [f"`{name}`{'*' if name in required else ''}" for name in schema.get("properties", {})]
    return ", ".join(names) or "—"


def _events() -> str:
    rows = [(f"`{kind.code}`", kind.title_zh, kind.title_en) for kind in KINDS]
    return (
        _head("Events 事件", "The kinds of steps that an event may have.")
        + "\nOne event is everything that happened to one order in one transaction; its `steps` are in order, each with a "
        "`kind` and what belongs to it. `GET /v1/events` gives them oldest first; keep `next_cursor` and ask again with it.\n"
        + _table(("Kind", "中文", "English"), rows)
    )


def _settings() -> str:
    rows = [(f"`{s.key}`", s.title_zh, s.title_en, f"`{_value(s.default)}`", _bounds(s)) for s in SETTINGS]
    return _head("Settings 设置", "What the merchant sets, on the settings page or at `PATCH /v1/settings`.") + _table(
        ("Key", "中文", "English", "Default", "Bounds"), rows
    )


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _bounds(setting: Setting) -> str:
    if isinstance(setting.default, bool):
        return "`true` or `false`"
    if setting.pattern is not None:
        return f"`{setting.pattern}`"
    return f"{setting.low} … {setting.high}"


def _cli() -> str:
    """Made from the parser's own list and not from its help text, which differs between versions of Python."""
    parser = build_parser()
    parts = [_head("Commands 命令", "The command line. In a checkout write `./danshu`.")]
    for group in parser._actions:
        if not isinstance(group, argparse._SubParsersAction):
            continue
        help_of = {choice.dest: choice.help or "" for choice in group._choices_actions}
        for name, command in group.choices.items():
            rows = [(_option(option), _help(option)) for option in command._actions if option.help != argparse.SUPPRESS]
            parts.append(f"\n## danshu {name}\n\n{help_of.get(name, '')}\n")
            parts.append(_table(("Option", "Meaning"), rows) if rows else "")
    return "".join(parts)


def _option(option: argparse.Action) -> str:
    if option.nargs == argparse.REMAINDER:
        return "`…`"
    if not option.option_strings:
        return f"`{option.dest.upper()}`"
    value = "" if option.nargs == 0 else f" {option.metavar or '|'.join(option.choices or ()) or option.dest.upper()}"
    return f"`{', '.join(option.option_strings)}{value}`"


def _help(option: argparse.Action) -> str:
    if isinstance(option, argparse._HelpAction):
        return "show the command's help and end"
    if option.nargs == argparse.REMAINDER:
        return "handed on as they are"
    if option.dest == "json" and not option.help:
        return "print JSON"
    if option.dest == "file" and not option.help:
        return "the file"
    return option.help or ""


def main() -> None:
    """Writes the pages into the checkout. Raises `docs.no_checkout` where there is none."""
    root = checkout_root()
    if root is None:
        raise DanshuError(
            "docs.no_checkout", "The reference pages belong to a checkout of Danshu.", "Clone the repository."
        )
    for name in write(root / "docs" / "reference"):
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
