"""The launcher finds its checkout, keeps arguments whole, installs when something changed, says what it needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from house.source_tree import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script")

# Stands where .venv's Python would: shows what it is called with.
_PYTHON = """#!/bin/sh
case ${2-} in *sys.exit*) exit 0 ;; esac
printf '%s|' "$@"
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the launcher in a folder with a space and Chinese, with an environment that is up to date."""
    root = tmp_path / "订单 hub"
    (root / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(ROOT / "danshu", root / "danshu")
    for name in ("uv.lock", "pyproject.toml", ".venv/pyvenv.cfg"):
        (root / name).write_text(name, encoding="utf-8")
    python = root / ".venv" / "bin" / "python"
    python.write_text(_PYTHON, encoding="utf-8")
    python.chmod(0o755)
    command = 'cat "$0/uv.lock" "$0/pyproject.toml" "$0/.venv/pyvenv.cfg" | cksum'
    told = subprocess.run(["sh", "-c", command, str(root)], capture_output=True, text=True, check=True).stdout.strip()
    (root / ".venv" / "danshu-base").write_text(f"{told} {root}", encoding="utf-8")
    return root


def _run(program: Path, *arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | ({"PATH": path} if path is not None else {})
    return subprocess.run(
        ["/bin/sh", str(program), *arguments], cwd="/", env=environment, capture_output=True, text=True, check=False
    )


def test_arguments_arrive_whole(checkout: Path) -> None:
    done = _run(checkout / "danshu", "import", "双 11.xlsx", "--shop", "a'b")
    assert done.stdout == "-P|-m|danshu|import|双 11.xlsx|--shop|a'b|", done.stderr
    assert done.stderr == ""


def test_a_symbolic_link_leads_to_the_checkout(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "danshu").symlink_to("../订单 hub/danshu")
    assert _run(tmp_path / "bin" / "danshu", "doctor").stdout == "-P|-m|danshu|doctor|"


def _tools_without_python(folder: Path) -> str:
    folder.mkdir()
    for name in ("dirname", "readlink", "cat", "cksum", "sh"):
        (folder / name).symlink_to(shutil.which(name) or "")
    return str(folder)


def test_without_python_it_says_what_to_install(checkout: Path, tmp_path: Path) -> None:
    (checkout / "uv.lock").write_text("changed", encoding="utf-8")
    (checkout / ".venv" / "bin" / "python").unlink()
    done = _run(checkout / "danshu", "up", path=_tools_without_python(tmp_path / "tools"))
    assert done.returncode == 1
    assert "needs Python 3.11 to 3.14" in done.stderr
