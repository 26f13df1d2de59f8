"""Address texts and receiver columns -> province, city, district with codes, names, centers, and how sure it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from danshu.domain.network.rules.chain import (
    SEPARATORS,
    Chain,
    best_chains,
    common_ancestor,
    is_within,
    level_of,
    read_chains,
    skip,
)
from danshu.domain.network.rules.divisions import divisions
from danshu.domain.network.rules.towns import TOWN_SUFFIX, town_at, towns

LEVELS = ("province", "city", "district")
# How sure a reading is. The factors were set so that on the train split a confidence of 0.9 errs in about 1 of 100.
SURE = {
    "loose": 0.97,
    "deduced": 0.99,
    "moved": 0.85,
    "ambiguous": 0.6,
    "by_town": 0.85,
    "town_only": 0.5,
    "no_district": 0.7,
}
# Full-width letters, digits and separators -> ASCII, one for one, so that positions stay; Chinese brackets stay.
NARROW = {0x3000: " ", 0xFF0D: "-", 0xFF03: "#", 0xFF0B: "+", 0xFF0E: ".", 0xFF20: "@", 0xFF1D: "=", 0xFF0F: "/"}
NARROW |= {
    code: chr(code - 0xFEE0)
    for low, high in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(low, high + 1)
}
NARROW |= {0xA0: " ", 0x200B: " ", 0xFEFF: " ", 0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-", 0x2212: "-"}
WIDE = re.compile("[" + "".join(map(chr, NARROW)) + "]")
TEXT_MAX = 400  # characters; longer texts are cut for the matcher, and kept whole in the detail


@dataclass(frozen=True, slots=True)
class Address:
    """A matched address; names are full official names, degrees are those of the deepest division.

    `confidence` is 0 (nothing found) to 1 (all three levels in full); `guessed` names the levels that the text does not
    state, but that were deduced from others, from a town, or chosen among equals. `detail` keeps the town.
    """

    province: str | None
    city: str | None
    district: str | None
    town: str | None
    detail: str
    province_code: str | None
    city_code: str | None
    district_code: str | None
    longitude: float | None
    latitude: float | None
    confidence: float
    guessed: tuple[str, ...]
    name: str | None = None
    phone: str | None = None


def normalize_width(text: str) -> str:
    """Full-width letters, digits and separators become ASCII; the length stays."""
    return text.translate(NARROW) if WIDE.search(text) else text


def match_address(
    text: str, province: str | None = None, city: str | None = None, district: str | None = None
) -> Address:
    """Reads an address; columns that name divisions win over the text, which then only adds deeper levels.

    Never call it with masked or token receivers: use `match_columns`.
    """
    text = normalize_width(text)
    if not (province or city or district):
        return _match_text(text)
    columns = match_columns(province, city, district)
    code = columns.district_code or columns.city_code or columns.province_code
    if code is None:
        return _match_text(text)
    start = skip(text, 0)
    chains = [chain for chain in read_chains(text, start) if is_within(chain.code, code) or is_within(code, chain.code)]
    detail, deeper = text, code
    if chains:
        detail = text[skip(text, chains[0].end) :]
        codes = {chain.code for chain in chains if is_within(chain.code, code)}
        deeper = codes.pop() if len(codes) == 1 else code
    elif columns.district and text.startswith(columns.district, start):
        detail = text[start + len(columns.district) :]
    if deeper == code:
        return _with_town(code, detail, columns.confidence, columns.guessed, given=columns.district)
    return _with_town(deeper, detail, max(columns.confidence, SURE["loose"]), columns.guessed)


@lru_cache(maxsize=16384)
def match_columns(province: str | None, city: str | None, district: str | None) -> Address:
    """Matches the columns that a channel gives (also for masked receivers) to divisions; nothing else is looked at.

    A column that names no division (高新区, 东城街道) stays as it was given, without a code. Results are cached.
    """
    given = [normalize_width(column or "").strip() for column in (province, city, district)]
    text = " ".join(column for column in given if column)
    best: Chain | None = None
    if text:
        chains = read_chains(text, skip(text, 0))
        codes = {chain.code for chain in chains}
        if len(codes) == 1:
            best = chains[0]
        elif codes and (shared := common_ancestor(sorted(codes))):
            best = chains[0]._replace(code=shared)
    if best is None:
        names = [column or None for column in given]
        return Address(names[0], names[1], names[2], None, "", None, None, None, None, None, 0.0, ())
    rest = text[skip(text, best.end) :]
    confidence, guessed = _judge(best)
    kept = given[2] if rest and level_of(best.code) < 3 and given[2] and rest.endswith(given[2]) else None
    return _build(best.code, "", None, confidence, guessed, given=kept)


def _match_text(text: str) -> Address:
    chains = best_chains(text[:TEXT_MAX])
    if not chains:
        return _by_town_only(text)
    chain = chains[0]
    detail = text[skip(text, chain.end) :]
    before = text[: chain.start].strip()
    if before.strip("".join(SEPARATORS)) and before not in ("中国", "中华人民共和国"):
        detail = f"{detail} {before}" if detail else before
    codes = sorted({chain.code for chain in chains})
    if len(codes) > 1:
        return _choose(text, chains, codes, detail)
    confidence, guessed = _judge(chain)
    return _with_town(chain.code, detail, confidence, guessed)


def _judge(chain: Chain) -> tuple[float, tuple[str, ...]]:
    """(confidence, guessed) of one chain."""
    confidence = 1.0
    guessed = []
    level = level_of(chain.code)
    for at in range(level):
        if chain.loose >> at & 1:
            confidence *= SURE["loose"]
        unwritten = not chain.written >> at & 1 and not (at == 1 and _has_own_city(chain.code))
        if unwritten:
            confidence *= SURE["deduced"]
        if unwritten or (at == 1 and chain.moved):
            guessed.append(LEVELS[at])
    if level < 3:
        confidence *= SURE["no_district"] if level == 2 else SURE["no_district"] ** 2
    return confidence * (SURE["moved"] if chain.moved else 1.0), tuple(guessed)


def _has_own_city(code: str) -> bool:
    """True if the city bears the province's name: it need not be written."""
    province, city, _ = divisions().path(code)
    return province is not None and city is not None and province.name == city.name


def _choose(text: str, chains: list[Chain], codes: list[str], detail: str) -> Address:
    """Among divisions of one name: the one with a town of the text, or a city it names; else what all share."""
    if len({level_of(code) for code in codes}) > 1:
        # 吉林, 朝阳 alone: the higher level is meant.
        top = min(level_of(code) for code in codes)
        codes = [code for code in codes if level_of(code) == top]
    town = town_at(detail)
    fitting = [code for code in codes if town and town in towns().of(code)]
    fitting = fitting or [code for code in codes if _names_above(text, code)]
    fitting = fitting or [code for code in codes if any(_in_text(name, detail) for name in towns().of(code))]
    written = chains[0].written
    missing = tuple(level for at, level in enumerate(LEVELS) if not written >> at & 1)
    if len(fitting) == 1 or len(codes) == 1:
        code = (fitting or codes)[0]
        return _with_town(code, detail, SURE["ambiguous"] if fitting else SURE["no_district"], missing)
    shared = common_ancestor(codes)
    name = divisions().by_code[codes[0]].name
    if shared is None:
        return Address(None, None, name, None, detail, None, None, None, None, None, 0.2, ())
    return _build(shared, detail, None, 0.3, missing, given=name if level_of(codes[0]) == 3 else None)


def _names_above(text: str, code: str) -> bool:
    """True if the text names the province or city of `code` somewhere, but not as a road: 鼓楼区…福州大学."""
    province, city, _ = divisions().path(code)
    stems = [divisions().stems[above.code] for above in (province, city) if above is not None]
    return any(stem in text and f"{stem}路" not in text and f"{stem}街" not in text for stem in stems)


def _in_text(town: str, detail: str) -> bool:
    stem = TOWN_SUFFIX.sub("", town)
    return len(stem) >= 2 and stem in detail


def _by_town_only(text: str) -> Address:
    """龙山镇海丰北路602号: no division is named; a town that exists once in the country tells all three."""
    detail = text[skip(text, 0) :].rstrip()
    town = town_at(detail)
    owners = towns().owners(town) if town else []
    if len(owners) == 1:
        return _build(owners[0], detail, town, SURE["town_only"], LEVELS)
    return Address(None, None, None, None, detail, None, None, None, None, None, 0.0, ())


def _with_town(
    code: str, detail: str, confidence: float, guessed: tuple[str, ...], given: str | None = None
) -> Address:
    """Looks for a town at the head of the detail: it fills `town`, and the district if that is missing."""
    town = town_at(detail)
    if town and level_of(code) < 3:
        prefix = code[:2] if level_of(code) == 1 else code[:4]
        owners = towns().owners(town, prefix)
        if len(owners) == 1 and given is None:
            if level_of(owners[0]) == 3:
                below = ("city", "district") if level_of(code) == 1 and not _has_own_city(owners[0]) else ("district",)
                guessed = tuple(dict.fromkeys((*guessed, *below)))
            return _build(owners[0], detail, town, SURE["by_town"], guessed)
    return _build(code, detail, town, confidence, guessed, given)


def _build(
    code: str, detail: str, town: str | None, confidence: float, guessed: tuple[str, ...], given: str | None = None
) -> Address:
    province, city, district = divisions().path(code)
    deepest = district or city or province
    assert province is not None and deepest is not None
    return Address(
        province.name,
        city.name if city else None,
        district.name if district else given,
        town,
        detail.strip(),
        province.code,
        city.code if city else None,
        district.code if district else None,
        deepest.longitude,
        deepest.latitude,
        round(confidence, 3),
        guessed,
    )
