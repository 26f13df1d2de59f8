"""The files of the checkout that the house tests read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "danshu"
_PYTHON_FOLDERS = ("src", "tests", "benchmarks")
_NOT_OURS = {"node_modules", "static", "__pycache__", "fixtures", "dist", "_migrations"}


def files(folder: Path, pattern: str) -> list[Path]:
    """Files below a folder that we write ourselves, sorted; empty when the folder does not exist."""
    found = folder.rglob(pattern) if folder.is_dir() else iter(())
    return sorted(path for path in found if not _NOT_OURS.intersection(path.relative_to(ROOT).parts))


@cache
def python_files() -> list[Path]:
    """Every Python file of the checkout, with the build hook."""
    return [path for name in _PYTHON_FOLDERS for path in files(ROOT / name, "*.py")] + [ROOT / "hatch_build.py"]


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def shown(path: Path) -> str:
    """A path as people write it: from the checkout's root."""
    return path.relative_to(ROOT).as_posix()


def sql_files() -> list[Path]:
    """Every statement of the house."""
    return [path for path in files(SOURCE, "*.sql") if path.parent.name == "sql"]


def module_of(path: Path) -> str:
    """The module that a file belongs to: domain.orders for src/danshu/domain/orders/sql/read_lines.sql."""
    parts = path.relative_to(SOURCE).parts[:-1]
    return ".".join(parts[: parts.index("sql")] if "sql" in parts else parts)


def sql_strings(source: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of string literals, each part of an f-string by itself, bytes as text."""
    for node in ast.walk(source):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
            text = node.value.decode("utf-8", "replace") if isinstance(node.value, bytes) else node.value
            yield node.lineno, text
