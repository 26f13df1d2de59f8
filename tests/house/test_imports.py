"""Imports point down. The contracts hold for the house as it stands, and each of them catches its sin."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from house.source_tree import ROOT

_CONFIG = "importlinter.toml"
_PACKAGE = '"""Takes: a sin. Gives: a broken contract. Writes: nothing. Never: stays."""\n'

# contract -> what to plant: file below src -> content. Names are ones that the house will never use.
_SINS: dict[str, list[dict[str, str]]] = {
    "1.": [
        {"danshu/kernel/sin.py": "import danshu.db\n"},
        {"danshu/domain/orders/store.py": "import danshu.stages.intake\n"},
        {"danshu/new_floor/__init__.py": _PACKAGE},
    ],
    "2.": [
        {
            "danshu/stages/sin_a/__init__.py": _PACKAGE + "import danshu.stages.sin_b\n",
            "danshu/stages/sin_b/__init__.py": _PACKAGE,
        },
    ],
    "3.": [
        {"danshu/domain/sin/__init__.py": _PACKAGE, "danshu/domain/sin/attic.py": ""},
        {
            "danshu/domain/sin/__init__.py": _PACKAGE,
            "danshu/domain/sin/store.py": "",
            "danshu/domain/sin/rules.py": "import danshu.domain.sin.store\n",
        },
    ],
    "4.": [
        {"danshu/domain/sin/__init__.py": _PACKAGE, "danshu/domain/sin/rules.py": "import psycopg\n"},
        {"danshu/domain/sin/__init__.py": _PACKAGE, "danshu/domain/sin/model.py": "import danshu.db.pool\n"},
        {"danshu/kernel/sin.py": "import httpx\n"},
    ],
    "5.": [{"danshu_connectors/channels/sin/__init__.py": "import danshu.kernel.money\n"}],
    "6.": [
        {
            "danshu_connectors/channels/sin_a/__init__.py": "import danshu_connectors.channels.sin_b\n",
            "danshu_connectors/channels/sin_b/__init__.py": "",
        },
    ],
    "6b.": [
        {
            "danshu_connectors/channels/sin/__init__.py": "",
            "danshu_connectors/channels/sin/channel.py": "",
            "danshu_connectors/channels/sin/sandbox.py": "import danshu_connectors.channels.sin.channel\n",
        },
    ],
    "7.": [{"danshu/sdk/sin.py": "import danshu_connectors\n"}],
    "8.": [
        {
            "danshu/kernel/sin_a.py": "import danshu.kernel.sin_b\n",
            "danshu/kernel/sin_b.py": "import danshu.kernel.sin_a\n",
        },
    ],
}


def _lint(root: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(root / "src"), "COLUMNS": "200"}
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--config", str(root / _CONFIG), "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def _broken(report: str) -> set[str]:
    return set(re.findall(r"^(\w+\.) .* BROKEN\b", report, re.MULTILINE))


def test_the_house_keeps_its_contracts() -> None:
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_every_contract_has_a_planted_sin() -> None:
    numbers = re.findall(r'^name = "(\w+\.)', (ROOT / _CONFIG).read_text(encoding="utf-8"), re.MULTILINE)
    assert set(numbers) == set(_SINS)


@pytest.mark.parametrize(("contract", "number"), [(c, i) for c, sins in _SINS.items() for i in range(len(sins))])
def test_a_planted_sin_is_caught(contract: str, number: int, tmp_path: Path) -> None:
    shutil.copy(ROOT / _CONFIG, tmp_path)
    ignored = shutil.ignore_patterns("__pycache__", "static", "*.gz", "*.sql")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=ignored)
    for name, content in _SINS[contract][number].items():
        path = tmp_path / "src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(f"{old}\n{content}" if old else content, encoding="utf-8")
    done = _lint(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert contract in _broken(done.stdout), done.stdout
