"""Every error code is documented, and the page says what the code says."""

from __future__ import annotations

import ast
import re

from house.errors_page import PAGE, errors, page


def test_the_errors_page_equals_the_code() -> None:
    written = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    assert written == page(), "run `python tests/house/errors_page.py` and look at the difference"


def test_codes_are_dotted_lower_case() -> None:
    codes = re.findall(r"^## (.+)$", page(), re.MULTILINE)
    assert codes and [code for code in codes if not re.fullmatch(r"[a-z_]+(\.[a-z_0-9]+)+", code)] == []


def test_an_error_is_found_with_its_sentences() -> None:
    source = ast.parse('raise DanshuError("a.b", f"Order {no} is gone.", mend="Look again.", status=404)')
    assert errors(source) == [("a.b", "Order … is gone.", "Look again.")]
