"""SQL lives in files: one statement each, `sql/verb_noun.sql` beside the module that owns it."""

from __future__ import annotations

import importlib.util
from pathlib import Path


class SqlFolder:
    """The statements of one module: `SQL = SqlFolder(__name__)`, then `SQL.lock_pool`."""

    def __init__(self, module: str) -> None:
        spec = importlib.util.find_spec(module)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(module)
        here = Path(spec.origin)
        self._folder = here.parent / "sql"
        self._texts = {path.stem: path.read_bytes() for path in sorted(self._folder.glob("*.sql"))}

    def __getattr__(self, name: str) -> bytes:
        try:
            return self._texts[name]
        except KeyError:
            raise AttributeError(f"there is no statement {name}.sql in {self._folder}") from None
