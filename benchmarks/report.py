"""docs/benchmarks.md from docs/benchmarks.json."""

from __future__ import annotations

from typing import Any

from benchmarks.lists import table

_HEAD = """# Benchmarks

Figures are of one machine and one run each; trust the ratios. The database is the embedded one, as `./danshu up` starts
it, with durable commits; client, web, worker and PostgreSQL share the cores. Each part names the command that repeats it.
"""
_TITLES = {
    "lists": "The order list over HTTP, every filter alone and every pair",
    "workbench": "The workbench in Chromium",
    "journey": "Whole journey, message to released at the warehouse",
    "api": "Orders by HTTP, accepted and reserved before the answer",
    "import": "Importing a file",
    "start": "Start, memory and size",
}
_NOTES = {
    "lists": "Naive: one statement that joins all it filters by, newest first, with rows made into JSON in Python.",
    "journey": "Naive: a transaction and row locks for each order, into the same tables, prepared statements, one connection.",
    "api": "One small client on the same cores; every order has its own request and its own durable commit or shares a batch's.",
}


def part(name: str, figures: dict[str, Any]) -> str:
    """One part as Markdown."""
    rows = figures["rows"]
    if name == "lists":
        body = table(rows)
    else:
        lines = [f"| {row['figure']} | {row['value']} |" for row in rows]
        body = "\n".join(["| figure | value |", "|---|---|", *lines])
    words = [f"## {_TITLES.get(name, name)}", f"`{figures['command']}` on {figures['machine']}, {figures['at']}."]
    return "\n\n".join([*words, *([_NOTES[name]] if name in _NOTES else []), body])


def page(known: dict[str, Any]) -> str:
    """The whole page, parts in a fixed order."""
    names = [name for name in _TITLES if name in known]
    return "\n\n".join([_HEAD.strip(), *(part(name, known[name]) for name in names)]) + "\n"
