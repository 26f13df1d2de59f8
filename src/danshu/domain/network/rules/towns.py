"""Towns and streets (level 4) as evidence: which district has a town of this name?"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from danshu.domain.network.rules.divisions import read_data

TOWN = re.compile("[\u4e00-\u9fff]{1,9}?(?:街道办事处|街道办|街道|镇|民族乡|乡|苏木)(?![路街道])")
TOWN_SUFFIX = re.compile("(?:街道|地区|镇|民族乡|乡|苏木)$")


class Towns:
    """One long text of `code,town,town,` lines sorted by code: 0.5 MB, where a dictionary of 41,000 names takes 8."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.codes: list[str] = []
        self.starts: list[int] = []
        position = 0
        while position < len(text):
            self.starts.append(position)
            self.codes.append(text[position : position + 6])
            position = text.index("\n", position) + 1

    def _span(self, prefix: str) -> tuple[int, int]:
        low = bisect_left(self.codes, prefix)
        high = bisect_left(self.codes, prefix + "~")
        ends = [*self.starts[high : high + 1], len(self.text)]
        return (self.starts[low], ends[0]) if low < high else (0, 0)

    def owners(self, town: str, prefix: str = "") -> list[str]:
        """Codes of the districts below `prefix` (first digits of a code) that have a town of exactly this name."""
        low, high = self._span(prefix)
        needle, found = f",{town},", []
        at = self.text.find(needle, low, high)
        while at >= 0:
            found.append(self.codes[bisect_right(self.starts, at) - 1])
            at = self.text.find(needle, at + 1, high)
        return found

    def of(self, code: str) -> list[str]:
        """Names of the towns of a district (or of a city without districts)."""
        low, high = self._span(code)
        return self.text[low:high].strip(",\n").split(",")[1:]


@lru_cache(maxsize=1)
def towns() -> Towns:
    """The towns, read on first use (about 10 ms)."""
    return Towns(read_data("towns.txt.gz"))


def town_at(detail: str) -> str | None:
    """The town, street or township that a detail begins with, in its official form (街道办 -> 街道)."""
    match = TOWN.match(detail)
    if match is None:
        return None
    return re.sub("街道办(?:事处)?$", "街道", match[0])
