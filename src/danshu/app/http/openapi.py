"""`python -m danshu.app.http.openapi > docs/reference/openapi.json`: the contract, from which the web client is made."""

from __future__ import annotations

import json
import sys

from danshu.app.http import create_app


def document() -> str:
    """The OpenAPI document, the same text for the same code."""
    return json.dumps(create_app().openapi(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(document())
