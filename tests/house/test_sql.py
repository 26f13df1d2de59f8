"""Statements: one a file, with its header, used, valid against the schema, and writing its owner's tables only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from house.source_tree import ROOT, SOURCE, files, module_of, shown, sql_files, sql_strings, tree

_HEADER = re.compile(
    r"\A-- Takes: .+?\n(?:--   .*\n)*-- Gives: .+?\n(?:--   .*\n)*-- Locks: .+?\n(?:--   .*\n)*-- Why: .+\n"
)
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sbt]")
_STATEMENT = re.compile(r"\s*(SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM|WITH|MERGE\s+INTO)\s")
_CLOCK = re.compile(
    r"\bnow\(\)|\bcurrent_(?:timestamp|date|time)\b|\b(?:clock|statement|transaction)_timestamp\(", re.I
)
# Where SQL is made in Python: the store's own machinery, and the one query builder.
_SQL_IN_PYTHON = ("db", "nocode.listing")


def bare(statement: str) -> str:
    """A statement without comments and without the contents of its string literals."""
    return re.sub(r"'(?:[^']|'')*'", "''", re.sub(r"--[^\n]*|/\*.*?\*/", " ", statement, flags=re.DOTALL))


def written_tables(statement: str) -> set[str]:
    """The tables that a statement inserts into, updates or deletes from."""
    text = re.sub(r"\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b|\bDO\s+UPDATE\s+SET\b", " ", bare(statement), flags=re.I)
    verbs = r"INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE(?:\s+TABLE)?"
    return {name.lower() for name in re.findall(rf"\b(?:{verbs})\s+(?:ONLY\s+)?(?:public\.)?\"?(\w+)", text, re.I)}


def table_owners() -> dict[str, str]:
    """Table -> module, from the line `-- owner: domain.orders` above each CREATE TABLE of the migrations."""
    owners = {}
    for path in sorted((ROOT / "migrations").glob("*.sql")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for above, line in zip(["", *lines], lines, strict=False):
            made = re.match(r"CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(\w+)(?! PARTITION)", line)
            if made and "PARTITION OF" not in line:
                owner = re.match(r"-- owner: ([\w.]+)\s*$", above)
                assert owner, f"{shown(path)}: {made.group(1)} needs a line `-- owner: layer.module` above it"
                owners[made.group(1)] = owner.group(1)
    return owners


def prepared(statement: str) -> str:
    """psycopg's named placeholders as $1, $2 …, the way that the server sees the statement."""
    numbers: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        return f"${numbers.setdefault(match.group(1), len(numbers) + 1)}"

    return _PLACEHOLDER.sub(number, statement).replace("%%", "%")


@pytest.mark.parametrize("path", sql_files(), ids=shown)
def test_a_statement_has_its_header_and_stands_alone(path: Path) -> None:
    text = _text(path)
    assert _HEADER.match(text), "the header has the lines -- Takes: -- Gives: -- Locks: -- Why:, in this order"
    assert ";" not in bare(text).rstrip().removesuffix(";"), "one statement a file"


def test_every_statement_is_valid_against_the_migrated_schema(database_url: str) -> None:
    sins = []
    with psycopg.connect(database_url, autocommit=True) as connection:
        for path in sql_files():
            statement = f"PREPARE probe AS {prepared(_text(path))}"
            try:
                connection.execute(statement.encode())
            except psycopg.Error as error:
                sins.append(f"{shown(path)}: {error}")
            else:
                connection.execute("DEALLOCATE probe")
    assert not sins, "\n".join(sins)


def test_every_statement_is_used() -> None:
    sins = []
    for folder in sorted({path.parent for path in sql_files()}):
        module = module_of(folder / "any.sql")
        users = [*files(folder.parent, "*.py"), *(p for p in files(SOURCE, "*.py") if _names_folder(tree(p), module))]
        names = {node.attr for user in users for node in ast.walk(tree(user)) if isinstance(node, ast.Attribute)}
        sins += [shown(path) for path in sorted(folder.glob("*.sql")) if path.stem not in names]
    assert not sins, "\n".join(sins)


def _names_folder(source: ast.Module, module: str) -> bool:
    wanted = f"danshu.{module}"
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "SqlFolder"
        and any(isinstance(arg, ast.Constant) and str(arg.value).startswith(wanted) for arg in node.args)
        for node in ast.walk(source)
    )


def test_tables_are_written_by_their_owner_only() -> None:
    owners = table_owners()
    writes = [(path, table) for path in sql_files() for table in sorted(written_tables(_text(path)))]
    writes += [(path, table) for path in files(SOURCE, "*.py") for table in copied_tables(tree(path))]
    sins = [
        f"{shown(path)} writes {table}, which belongs to {owners[table]}"
        for path, table in writes
        if table in owners and not f"{module_of(path)}.".startswith(f"{owners[table]}.")
    ]
    assert not sins, "\n".join(sins)


def copied_tables(source: ast.Module) -> Iterator[str]:
    """Names in `Table("name", …)`: what the unit of work copies rows into."""
    for node in ast.walk(source):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Table" and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_python_holds_no_sql() -> None:
    sins = []
    for path in files(SOURCE.parent, "*.py"):
        module = module_of(path) if path.is_relative_to(SOURCE) else ""
        if not any(f"{module}.".startswith(f"{room}.") for room in _SQL_IN_PYTHON):
            sins += [f"{shown(path)}:{line}" for line, text in sql_strings(tree(path)) if _STATEMENT.match(text)]
    assert not sins, "\n".join(sins)


def test_business_time_is_a_parameter() -> None:
    assert [shown(path) for path in sql_files() if module_of(path) != "db" and _CLOCK.search(bare(_text(path)))] == []


def test_what_the_checks_look_for() -> None:
    assert written_tables("WITH a AS (DELETE FROM hold USING b) UPDATE ONLY orders o SET x = 1") == {"hold", "orders"}
    assert written_tables("SELECT 'UPDATE x' FROM t FOR NO KEY UPDATE SKIP LOCKED -- DELETE FROM y") == set()
    assert written_tables("INSERT INTO a SELECT 1 ON CONFLICT (id) DO UPDATE SET b = 2") == {"a"}
    assert (
        prepared("a = %(x)s AND b = %(y)b AND c = %(x)s AND d LIKE 'z%%'")
        == "a = $1 AND b = $2 AND c = $1 AND d LIKE 'z%'"
    )
    assert (
        _STATEMENT.match("\n  SELECT 1") and not _STATEMENT.match("Select a file") and not _STATEMENT.match("WITHOUT ")
    )
    assert _CLOCK.search("x < now()") and not _CLOCK.search("known()")
    assert ";" in bare("SELECT 1; SELECT ';'")
    assert list(copied_tables(ast.parse('X = Table("stock_ledger", ())'))) == ["stock_ledger"]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
