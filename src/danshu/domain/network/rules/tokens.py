"""Finds names of divisions at a place in a text: full names, old names, other suffixes, and names without suffix."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from danshu.domain.network.rules.divisions import divisions, read_data
from danshu.domain.network.rules.towns import town_at, towns

EXACT, VARIANT, RENAMED, SHORT = range(4)
# Suffixes that people write in place of the right one (撤县设区, 地改市, 洲 for 州), by level; the longest first.
OTHER_SUFFIXES = {
    1: ("自治区", "省"),
    2: ("地区", "市", "州", "盟", "洲"),
    3: ("自治县", "自治旗", "新区", "市", "县", "区", "旗"),
}
# A name without suffix before one of these is a road, a town or a building: 北京路, 南京东路, 恭城镇, 香港中路.
NOT_A_PLACE = re.compile(
    "[东南西北中上下]?[一二三四五六七八九十]?(?:路|街|大道|道|巷|弄|胡同)|镇|乡|村|桥|花园|广场|宾馆|酒店|大厦|山庄|新村|小区|社区"
)
NOT_A_CITY = re.compile("[县区]")  # 绍兴县, 吉林区: a city's name before these is another division's
OUTLYING = ("71", "81", "82")


class Token(NamedTuple):
    """A division's name in the text: its code, where it ends, and how it was written (EXACT … SHORT)."""

    code: str
    end: int
    kind: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A way to write a division: the stem stands in the dictionary, `suffix` must follow for an exact match."""

    code: str
    level: int
    suffix: str
    renamed: bool


# The first two characters -> stems that begin with them, the longest first.
Heads = dict[str, list[tuple[str, list[Entry]]]]


@lru_cache(maxsize=1)
def heads() -> Heads:
    """The dictionary, built on first use (about 10 ms)."""
    entries: dict[str, list[Entry]] = {}
    all_divisions = divisions()
    for code, division in all_divisions.by_code.items():
        parent = all_divisions.by_code[division.parent] if division.parent else None
        if parent and division.level == 2 and parent.name == division.name:
            continue  # the city of a municipality, or a heading: found as the province
        stem = all_divisions.stems[code]
        entries.setdefault(stem, []).append(Entry(code, division.level, division.name[len(stem) :], False))
    known = set(entries)
    for line in read_data("renamed.tsv").splitlines():
        if line.startswith("#"):
            continue
        name, _, code, _ = line.split("\t")
        stem = name[:-1]
        if len(stem) < 2 or stem in known or name.endswith("新区"):
            stem = name
        entries.setdefault(stem, []).append(Entry(code, all_divisions.by_code[code].level, name[len(stem) :], True))
    entries.setdefault("内蒙", []).append(Entry("150000", 1, "古", False))
    result: Heads = {}
    for stem in sorted(entries, key=len, reverse=True):
        result.setdefault(stem[:2], []).append((stem, entries[stem]))
    return result


def tokens_at(text: str, start: int, table: Heads) -> list[Token]:
    """Divisions whose name begins at `start`; of several stems the longest that gives any. Empty if there is none."""
    bucket = table.get(text[start : start + 2])
    if bucket is None:
        return []
    found: list[Token] = []
    for stem, entries in bucket:
        if text.startswith(stem, start):
            more = _read(text, start + len(stem), entries, table)
            if found:
                # 新市区 was in 保定 and is in 乌鲁木齐: an old name may not hide a current one.
                return found + [token for token in more if token.kind == EXACT and token.end == found[0].end]
            found = more
            if found and found[0].kind != RENAMED:
                return found
    return found


def starts_name(text: str, start: int, table: Heads) -> bool:
    """True if a stem of the dictionary begins at `start`: 台州路桥, 宁波镇海, 哈尔滨道里."""
    return any(text.startswith(stem, start) for stem, _ in table.get(text[start : start + 2], ()))


def _read(text: str, end: int, entries: list[Entry], table: Heads) -> list[Token]:
    found = [
        Token(entry.code, end + len(entry.suffix), RENAMED if entry.renamed else EXACT)
        for entry in entries
        if text.startswith(entry.suffix, end)
    ]
    if found:
        # 青岛市南区 and 济南市中区: the suffix of the city may be the head of a district.
        if text[end : end + 2] in ("市南", "市北", "市中") and text[end + 2 : end + 3] == "区":
            found += [Token(entry.code, end, SHORT) for entry in entries if entry.level == 2]
        return found
    for entry in entries:
        if not entry.suffix:
            continue  # 东区, 忠县: without their suffix nothing is left
        for suffix in OTHER_SUFFIXES[entry.level]:
            if text.startswith(suffix, end):
                found.append(Token(entry.code, end + len(suffix), VARIANT))
                break
    if found:
        return found
    if NOT_A_PLACE.match(text, end) and not starts_name(text, end, table):
        # 爱民三道关镇 is a district and its town, 南京三道街 is a road.
        town = town_at(text[end : end + 12])
        return [Token(entry.code, end, SHORT) for entry in entries if town and town in towns().of(entry.code)]
    not_a_city = NOT_A_CITY.match(text, end)
    return [Token(entry.code, end, SHORT) for entry in entries if entry.suffix and not (entry.level < 3 and not_a_city)]
