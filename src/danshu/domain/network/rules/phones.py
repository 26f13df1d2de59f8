"""Phone texts -> one normal form: mobiles, landlines with extension, and privacy numbers with theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["mobile", "landline", "privacy", "unknown"]
# Letters, marks and spaces that people and exports put into numbers -> ASCII, one for one, so that positions stay.
NARROW = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
NARROW |= dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x200B, 0x202F, 0xFEFF, 0x09), " ")
NARROW |= dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x30FC, 0xFE63), "-")
NARROW |= dict.fromkeys((0xB7, 0x2022, 0x30FB, 0x2027), ".")
NARROW |= {0x3001: ",", 0xFF0A: "*"}
WIDE = re.compile("[" + "".join(map(chr, NARROW)) + "]")
COUNTRY = r"(?:(?:\(?(?:\+|00)\s?86\)?|\(86\)|(?<!\d)86(?=[-\s.)]|1[3-9]\d{9}(?!\d)))[-\s.)]*)?"
# 13812345678, 138-1234-5678, 138 123 45678, 1381234 5678, 13812 345678, and one digit at a time.
MOBILE = (
    r"1[3-9]\d(?:[-\s.]{0,3}\d{4}[-\s.]{0,3}\d{4}|[-\s.]\d{3}[-\s.]?\d{5}|\d[-\s.]\d{3}[-\s.]\d{4}|"
    r"\d{2}[-\s.]\d{6}|\d{4}[-\s.]\d{4})"
)
# An extension ends at a separator or a word; before 号, 栋, 室 … it is a house: 13800001111-2单元. A comma or a bracket
# needs three digits or more, else it begins the address.
END = r"(?![\d号栋幢室楼单层弄座期巷排米组队村元-])"
EXTENSION = (
    r"(?:\s*(?:转分机号?|分机号?|转接?|[Ee][Xx][Tt]\.?)[\s:.-]*(\d{1,6})"
    + END
    + r"|\s*[-#_*~=]{1,2}\s*(\d{1,6})"
    + END
    + r"|\s*,\s*(\d{3,5})(?=\s*(?:$|[,;\s]))|\s*[\[(【]\s*(?:转|分机)?\s*(\d{2,6})\s*[)\]】])?(?!\d)"
)
MOBILE_TEXT = re.compile(COUNTRY + "(" + MOBILE + r")" + EXTENSION)
SPACED = re.compile(COUNTRY + r"(1(?:[-\s.()]{0,2}[0-9]){10})" + EXTENSION)
AREA = r"10|2[0-57-9]|[3-9]\d{2}"
LANDLINE_TEXT = re.compile(
    r"(?:\(?(?:\+|00)\s?86\)?[-\s.]*\(?0?(" + AREA + r")|(?:86[-\s])?\(?(?<![\dA-Za-z])0(" + AREA + r"))[)\s.-]{0,3}"
    r"([1-9]\d{2,3}[-\s.]?\d{4})" + EXTENSION
)
SERVICE_TEXT = re.compile(r"(?<!\d)([48]00)[-\s.]?(\d{3})[-\s.]?(\d{4}|\d{1}[-\s.]?\d{3})" + EXTENSION)
NOT_DIGITS = re.compile(r"\D")
FOREIGN = re.compile(r"^\s*(?:\+|00)(?!\s?86)\s?(\d[\d\s().-]{6,16}\d)\s*$")


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone; `number` is what a label prints: `13812345678`, `0571-88886666-801`, `13812345678-1234`.

    `privacy` is a mobile or service number that a channel lends, with the extension that leads to the buyer. `e164`
    is the number without extension, `tail` its last four digits (also of a masked number, for searches by tail).
    """

    kind: Kind
    number: str
    extension: str | None
    e164: str | None
    tail: str | None


def normalize_phone(text: str) -> Phone:
    """The phone in a field. What is no Chinese number comes back trimmed with kind `unknown`; raises nothing."""
    return _normalize(narrow(text).strip(), text) if text else _normalize("", "")


def narrow(text: str) -> str:
    """The text with ASCII digits, dashes, dots and spaces; the length stays."""
    return text.translate(NARROW) if WIDE.search(text) else text


@lru_cache(maxsize=8192)
def _normalize(text: str, original: str) -> Phone:
    found = find_phone(text)
    if found is not None:
        return found[0]
    match: re.Match[str] | None = SPACED.search(text)
    if match is not None and NOT_DIGITS.sub("", match[1])[1] in "3456789":
        return _mobile(match)
    foreign = FOREIGN.match(text)
    if foreign is not None:
        digits = NOT_DIGITS.sub("", foreign[1])
        return Phone("unknown", f"+{digits}", None, f"+{digits}", digits[-4:])
    kept = original.strip()
    return Phone("unknown", kept, None, None, kept[-4:] if kept[-4:].isascii() and kept[-4:].isdigit() else None)


def find_phone(text: str) -> tuple[Phone, int, int] | None:
    """The first phone in a free text of narrow form, and its span; mobiles before landlines. None if there is none."""
    for match in MOBILE_TEXT.finditer(text):
        if not (match.start() and text[match.start() - 1].isdigit()):
            return _mobile(match), match.start(), match.end()
    return _in_run(text) or _landline(text)


def _landline(text: str) -> tuple[Phone, int, int] | None:
    match = LANDLINE_TEXT.search(text)
    if match is not None:
        area, local = match[1] or match[2], NOT_DIGITS.sub("", match[3])
        extension = match[4] or match[5] or match[6] or match[7]
        number = f"0{area}-{local}" + (f"-{extension}" if extension else "")
        return Phone("landline", number, extension, f"+86{area}{local}", local[-4:]), match.start(), match.end()
    match = SERVICE_TEXT.search(text)
    if match is not None:
        last = NOT_DIGITS.sub("", match[3])
        extension = match[4] or match[5] or match[6] or match[7]
        number = f"{match[1]}-{match[2]}-{last}" + (f"-{extension}" if extension else "")
        kind: Kind = "privacy" if extension else "landline"
        return Phone(kind, number, extension, f"+86{match[1]}{match[2]}{last}", last), match.start(), match.end()
    return None


def _in_run(text: str) -> tuple[Phone, int, int] | None:
    """单元30113800001123, 13800001123200010: a room or a postcode is glued to the mobile."""
    for match in re.finditer(r"\d{12,20}", text):
        digits = match[0]
        for offset in (len(digits) - 11, 0):
            if offset == 0 and len(digits) != 17:
                continue  # at the head only with a postcode behind it
            if re.match("1[3-9]", digits[offset:]):
                number = digits[offset : offset + 11]
                start = match.start() + offset
                return Phone("mobile", number, None, f"+86{number}", number[-4:]), start, start + 11
    return None


def _mobile(match: re.Match[str]) -> Phone:
    number = NOT_DIGITS.sub("", match[1])
    extension = match[2] or match[3] or match[4] or match[5]
    if extension:
        return Phone("privacy", f"{number}-{extension}", extension, f"+86{number}", number[-4:])
    return Phone("mobile", number, None, f"+86{number}", number[-4:])
