"""Makes docs/reference/errors.md from the code: `python tests/house/errors_page.py` writes it, a test compares it.

Every DanshuError has a stable code; the API sends it as the RFC 9457 `type`, which leads to its entry on this page.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from house.source_tree import ROOT, SOURCE, files, shown, tree

PAGE = ROOT / "docs" / "reference" / "errors.md"
_HEAD = """# Errors

Every error has a code that stays the same. The API sends it as `code` and as the last part of `type`; the command line
prints its sentences. This page is made from the code: `python tests/house/errors_page.py`.
"""


def sentence(node: ast.expr | None) -> str:
    """A literal as text; what an f-string fills in is shown as `…`. Empty when the text is made elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)  # type: ignore[misc]
    return ""


def errors(source: ast.AST) -> list[tuple[str, str, str]]:
    """Code, what and mend of each DanshuError that is made with a literal code."""
    found = []
    for node in ast.walk(source):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "DanshuError":
            named = {word.arg: word.value for word in node.keywords}
            values = dict(zip(("code", "what", "mend"), node.args, strict=False)) | named
            code = values.get("code")
            if isinstance(code, ast.Constant):
                found.append((str(code.value), sentence(values.get("what")), sentence(values.get("mend"))))
    return found


def page() -> str:
    """The whole page, sorted by code; the same text from two places is said once."""
    entries: dict[str, set[tuple[str, str]]] = defaultdict(set)
    places: dict[str, set[str]] = defaultdict(set)
    for path in files(SOURCE.parent, "*.py"):
        for code, what, mend in errors(tree(path)):
            entries[code].add((what, mend))
            places[code].add(shown(path))
    parts = [_HEAD]
    for code in sorted(entries):
        parts.append(f"\n## {code}\n")
        for what, mend in sorted(entries[code]):
            parts.append(f"\n- {' '.join(f'{what} {mend}'.split()) or 'The text is put together where it happens.'}")
        parts.append(f"\n\nFrom {', '.join(f'`{place}`' for place in sorted(places[code]))}.\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
