"""Sizes, names and words: what a reader may rely on everywhere."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

from house.source_tree import ROOT, SOURCE, files, python_files, shown, tree

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 70
SCREEN_LINES_MAX = 250
_FORBIDDEN_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}
_FOUR_WORDS = ("Takes", "Gives", "Writes", "Never")


def missing_words(docstring: str | None) -> list[str]:
    """Which of the four lines a package's docstring lacks; a word without a text behind it counts as lacking."""
    text = docstring or ""
    lacking = []
    for word in _FOUR_WORDS:
        found = re.search(rf"\b{word}\b(.*?)(?=\b(?:{'|'.join(_FOUR_WORDS)})\b|\Z)", text, re.DOTALL)
        if found is None or not re.search(r"\w{3}", found.group(1)):
            lacking.append(word)
    return lacking


def test_every_package_says_what_it_takes_gives_writes_and_never_does() -> None:
    packages = [path for path in files(SOURCE, "__init__.py") if path.parent != SOURCE]
    lacking = {path: missing_words(ast.get_docstring(tree(path))) for path in packages}
    sins = [f"{shown(path)} does not say: {', '.join(words)}" for path, words in lacking.items() if words]
    assert not sins, "\n".join(sins)


def test_a_package_that_says_half_is_noticed() -> None:
    assert missing_words("Takes: orders. Gives: . Writes: nothing.") == ["Gives", "Never"]
    assert missing_words("Takes: a. bcd\nGives: lines.\nWrites: nothing.\nNever: sleeps.") == []


def test_every_folder_with_python_is_a_package() -> None:
    folders = {path.parent for path in files(SOURCE, "*.py")}
    assert [shown(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_files_are_short_enough_to_read() -> None:
    sins = []
    for path in python_files():
        count = len(path.read_text(encoding="utf-8").splitlines())
        if count > FILE_LINES_MAX:
            sins.append(f"{shown(path)}: {count} lines, at most {FILE_LINES_MAX}")
    assert not sins, "\n".join(sins)


def long_functions(source: ast.Module) -> list[tuple[str, int]]:
    """Name and number of lines of functions that are too long, decorators not counted."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in ast.walk(source) if isinstance(node, kinds)]
    sizes = [(node.name, (node.end_lineno or node.lineno) - node.lineno + 1) for node in found]
    return [(name, size) for name, size in sizes if size > FUNCTION_LINES_MAX]


def test_functions_are_short_enough_to_read() -> None:
    sins = [f"{shown(path)}: {name} has {n} lines" for path in python_files() for name, n in long_functions(tree(path))]
    assert not sins, "\n".join(sins)


def test_a_long_function_is_noticed() -> None:
    body = "\n".join("    x = 1" for _ in range(FUNCTION_LINES_MAX))
    assert long_functions(ast.parse(f"def long():\n{body}\n")) == [("long", FUNCTION_LINES_MAX + 1)]
    assert long_functions(ast.parse("def short():\n    pass\n")) == []


def test_screens_are_short_enough_to_read() -> None:
    sins = []
    for path in files(ROOT / "web" / "src" / "features", "*.tsx"):
        count = len(path.read_text(encoding="utf-8").splitlines())
        if count > SCREEN_LINES_MAX:
            sins.append(f"{shown(path)}: {count} lines, at most {SCREEN_LINES_MAX}")
    assert not sins, "\n".join(sins)


def test_names_say_what_is_inside() -> None:
    everything = [*python_files(), *files(SOURCE, "*.sql"), *files(ROOT / "web" / "src", "*.ts*")]
    sins = {shown(path) for path in everything if _FORBIDDEN_NAMES & {_stem(part) for part in _parts(path)}}
    assert not sins, "\n".join(sorted(sins))


def _parts(path: Path) -> tuple[str, ...]:
    return path.relative_to(ROOT).parts


def _stem(part: str) -> str:
    return part.split(".")[0].lower()


def test_the_web_client_is_typed() -> None:
    loophole = re.compile(r":\s*any\b|\bas any\b|<any>|@ts-ignore|@ts-nocheck|\bany\[\]")
    sins = []
    for path in files(ROOT / "web" / "src", "*.ts*"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if loophole.search(line.split("//")[0]) or "@ts-ignore" in line:
                sins.append(f"{shown(path)}:{number}: {line.strip()}")
    assert not sins, "\n".join(sins)


def test_no_dead_code_no_blanket_ignores_no_bare_except() -> None:
    program = Path(sys.executable).with_name("ruff")
    command = [str(program), "check", "--isolated", "--select", "ERA001,PGH003,PGH004,E722,BLE001", "--quiet"]
    done = subprocess.run([*command, *map(str, python_files())], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_glossary_is_sorted_and_says_each_term_once() -> None:
    path = ROOT / "GLOSSARY.md"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    terms = [term.casefold() for term in re.findall(r"^(?:\|\s*)?\*\*(.+?)\*\*", text, re.MULTILINE)]
    assert terms == sorted(set(terms))
