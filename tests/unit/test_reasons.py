"""Reasons that the house writes are shown in Chinese; what people write stays as it is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from danshu.ground.events.rules import in_chinese

_SOURCE = Path(__file__).parents[2] / "src" / "danshu"
# Where a sentence is the argument of these calls it is shown to people: (method, position of the reason).
_CALLS = {"hold": 2, "release_hold": 3}


def test_known_reasons_are_translated_with_their_numbers() -> None:
    assert in_chinese("12 units short") == "缺 12 件"
    assert in_chinese("priority 1 for 浙江省") == "浙江省第 1 优先仓"
    assert in_chinese("the channel changed receiver, lines after release") == "下发后渠道修改了收货信息、商品"


def test_what_people_write_stays() -> None:
    assert in_chinese("买家说 12 units short 也行") == "买家说 12 units short 也行"


def test_every_fixed_reason_of_the_code_has_chinese_words() -> None:
    silent = []
    for path in [*_SOURCE.glob("stages/**/*.py"), *_SOURCE.glob("domain/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CALLS:
                place = _CALLS[node.func.attr]
                reason = node.args[place] if len(node.args) > place else None
                if isinstance(reason, ast.Constant) and isinstance(reason.value, str):
                    text = reason.value
                    if re.search("[a-z]", text) and in_chinese(text) == text:
                        silent.append(f"{path.name}: {text}")
    assert not silent, "\n".join(silent)
