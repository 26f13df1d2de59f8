"""Smart paste: one text with name, phone and address in any order -> its parts."""

from __future__ import annotations

import re
from functools import lru_cache

from danshu.domain.network.rules.address import Address, match_address, normalize_width
from danshu.domain.network.rules.chain import best_chains
from danshu.domain.network.rules.names import (
    COMMON_SURNAMES,
    HOUSE_WORDS,
    PLACE_TAIL,
    SURNAMES,
    clean_name,
    name_score,
)
from danshu.domain.network.rules.phones import Phone, find_phone, narrow

NAME_LABEL = "收货人姓名|收件人姓名|联系人姓名|收货人|收件人|联系人|客户姓名|真实姓名|姓名|收方"
PHONE_LABEL = (
    "收货人电话|收件人电话|收货电话|联系电话|联系方式|手机号码|手机号|电话号码|固定电话|电话|手机|座机|号码|"
    "Tel|TEL|tel|Phone|phone|Mobile|mobile"
)
ADDRESS_LABEL = (
    "收货人地址|收件人地址|收货地址|收件地址|详细地址|所在地区|所在地址|街道地址|联系地址|邮寄地址|寄往|地址|地区|"
    "Address|address"
)
POST_LABEL = "邮政编码|邮编"
# A label needs a colon, except the long ones, which no address contains.
LABELS = re.compile(
    rf"(?P<name>{NAME_LABEL})\s*[:：]|(?P<long_name>收货人姓名|收件人姓名|收货人|收件人)(?!地址|电话)|"
    rf"(?P<phone>{PHONE_LABEL})\s*[:：]\s*|(?P<long_phone>手机号码|手机号|联系电话|电话号码|电话|手机)(?=\s*[+\d(\x00])|"
    rf"(?P<address>{ADDRESS_LABEL})\s*[:：]|(?P<long_address>(?<=[\s\x00,，])地址(?=\s)|所在地区|详细地址|收货地址|收件地址|所在地址)|"
    rf"(?:{POST_LABEL})\s*[:：]?\s*\d{{6}}(?!\d)"
)
# Each label holds one of these: looking for them first is ten times faster than the pattern.
LABEL_HINTS = (
    "电话",
    "手机",
    "地址",
    "收",
    "姓名",
    "联系",
    "邮",
    "号码",
    "地区",
    "座机",
    "寄往",
    "el",
    "EL",
    "hone",
    "obile",
    "ddress",
)
POSTCODE = re.compile(r"(?<=[\s,，;；])\d{6}(?=[\s,，;；]|$)|^\d{6}(?=[\s,，;；])")
SPLIT = re.compile(r"[\s,，;；。|\n\r\t]+")
# After one of these the house is told: what follows without a space may be the person.
HOUSE_END = re.compile(
    "(?:号|室|楼|栋|幢|座|层|单元|店|铺|[A-Za-z0-9])(?![号楼米商房车单后室栋幢座层店铺门])"
    "(?=([\u3400-\u9fff]{2,4}$|[\u3400-\u9fff]{1,10}[·•・‧][\u3400-\u9fff·•・‧]{1,16}$))"
)
BRACKETED = re.compile("[(（][\u3400-\u9fff]{2,4}收[)）]$")
RECEIVER_TAIL = re.compile("(?:先生|女士|小姐|收)$")
MARK = "\x00"  # where something was cut out; cleaned texts hold none
PIECE = re.compile(rf"[A-Za-z][A-Za-z.'-]*(?: [A-Za-z][A-Za-z.'-]*)+|[^\s,，;；。|{MARK}]+")
NAME_MIN = 0.35  # below this a piece stays in the address


def smart_paste(text: str) -> Address:
    """Finds name, phone and address in a pasted text; what is no name, phone, postcode or label stays in the address.

    Never call it with masked or token receivers.
    """
    text = normalize_width(text).replace(MARK, " ").strip()
    phone, rest = _take_phone(text)
    if phone is None and not _may_hold_more(rest):
        return match_address(rest)
    name, rest = _take_labels(rest)
    rest = POSTCODE.sub(MARK, rest)
    if name is None:
        name, rest = _take_name(rest, phone is not None)
    rest = re.sub(rf"\s*{MARK}[\s{MARK}]*", " ", rest).strip(" ,，;；。.|、\n")
    found = match_address(rest)
    return Address(
        found.province,
        found.city,
        found.district,
        found.town,
        found.detail,
        found.province_code,
        found.city_code,
        found.district_code,
        found.longitude,
        found.latitude,
        found.confidence,
        found.guessed,
        name,
        phone.number if phone else None,
    )


def _may_hold_more(text: str) -> bool:
    """False for most plain addresses: no separator, no label, no glued name to look for."""
    hinted = any(hint in text for hint in LABEL_HINTS)
    return hinted or bool(SPLIT.search(text) or _glued_tail(text) or RECEIVER_TAIL.search(text))


def _take_phone(text: str) -> tuple[Phone | None, str]:
    found = find_phone(narrow(text))
    if found is None:
        return None, text
    phone, start, end = found
    return phone, f"{text[:start].rstrip(' +(')}{MARK}{text[end:]}"


def _take_labels(text: str) -> tuple[str | None, str]:
    """Cuts labels out; the piece behind a name's label is the name."""
    if not any(hint in text for hint in LABEL_HINTS):
        return None, text
    name: str | None = None
    parts: list[str] = []
    at = 0
    for match in LABELS.finditer(text):
        if match.start() < at:
            continue
        parts.append(text[at : match.start()])
        at = match.end()
        if (match["name"] or match["long_name"]) and name is None:
            following = LABELS.search(text, at)
            piece = text[at : following.start() if following else len(text)].lstrip(" :：")
            first = re.split(rf"[\s,，;；|{MARK}]", piece, maxsplit=1)[0]
            if first and len(first) <= 15:
                name = clean_name(first)
                at = text.index(first, at) + len(first)
        parts.append(MARK)
    parts.append(text[at:])
    return name or None, "".join(parts)


def _take_name(text: str, has_phone: bool) -> tuple[str | None, str]:
    """The likeliest piece between separators, or a name glued to the head or the tail of the address."""
    best, best_score, where = "", NAME_MIN, (0, 0)
    pieces = list(PIECE.finditer(text))
    for at, match in enumerate(pieces):
        piece = clean_name(match[0])
        score = name_score(piece)
        if not score or _is_division(piece):
            continue
        by_phone = (
            MARK in text[max(0, match.start() - 3) : match.start()] or MARK in text[match.end() : match.end() + 3]
        )
        edge = at in (0, len(pieces) - 1)
        if len(pieces) == 1 or not (by_phone or edge):
            continue
        if score < 0.6 and not has_phone and (at < len(pieces) - 1 or not _is_nickname(piece)):
            continue
        score += 0.3 * by_phone + 0.1 * edge
        if score > best_score:
            best, best_score, where = piece, score, match.span()
    if best:
        return best, f"{text[: where[0]]}{MARK}{text[where[1] :]}"
    return _take_glued(text, has_phone)


def _is_nickname(piece: str) -> bool:
    """丹, 柚子, 大liu at the end of a text without a phone; 国智投控 and www.bluedio.com are none."""
    return (
        "." not in piece
        and len(piece) <= 4
        and (len(piece) <= 3 or not piece[:2] > "\u3400\u3400")
        and piece[0] > "\u3400"
    )


def _take_glued(text: str, has_phone: bool) -> tuple[str | None, str]:
    stop = text.find(MARK)
    head = text if stop < 0 else text[:stop]
    tail = _glued_tail(head.rstrip())
    if tail and (has_phone or tail[0] in COMMON_SURNAMES or RECEIVER_TAIL.search(tail)):
        cut = head.rstrip()[: -len(tail)]
        return clean_name(tail), cut + text[len(head) :]
    trimmed = text.replace(MARK, " ").lstrip()
    chains = best_chains(trimmed[:60])
    if chains and 2 <= chains[0].start <= 4 and chains[0].written & 3 and has_phone:
        before = trimmed[: chains[0].start]
        if name_score(before) >= 0.6:
            return before, trimmed[len(before) :]
    return None, text


def _glued_tail(text: str) -> str:
    """文三路100号张三, …946室李四收: a name without a space behind the house, or an empty text."""
    if text[-1:] in ")）" and (bracket := BRACKETED.search(text)):
        return bracket[0]
    bare = text.removesuffix("收")
    match = HOUSE_END.search(bare, max(0, len(bare) - 30))
    if match is None:
        return ""
    tail = match[1]
    titled = RECEIVER_TAIL.search(tail)
    known = tail[0] in SURNAMES and (len(tail) < 4 or titled)
    if tail[0] in HOUSE_WORDS or PLACE_TAIL.search(tail) or not (known or name_score(tail) > 0.9):
        return ""
    return text[len(bare) - len(tail) :]


@lru_cache(maxsize=4096)
def _is_division(piece: str) -> bool:
    """True if the piece is nothing but divisions: 浙江, 上海 上海市."""
    chains = best_chains(piece)
    return (
        bool(chains)
        and chains[0].start == 0
        and chains[0].end == len(piece)
        and not (len(piece) <= 3 and chains[0].written == 4 and chains[0].loose)
    )
