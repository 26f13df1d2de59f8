"""Phones come to one form, whatever marks stand in them; extensions stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danshu.domain.network.rules import normalize_phone

FULL_WIDTH = {48 + digit: 0xFF10 + digit for digit in range(10)}


@pytest.mark.parametrize(
    ("text", "kind", "number", "extension"),
    [
        ("13800001111-1234", "privacy", "13800001111-1234", "1234"),
        ("13800001111转1234", "privacy", "13800001111-1234", "1234"),
        ("13800001111#1234", "privacy", "13800001111-1234", "1234"),
        ("13800001111,1234", "privacy", "13800001111-1234", "1234"),
        ("13800001111[1234]", "privacy", "13800001111-1234", "1234"),
        ("138 0000 1111 分机 12", "privacy", "13800001111-12", "12"),
        ("0571-88886666", "landline", "0571-88886666", None),
        ("(0571)88886666转801", "landline", "0571-88886666-801", "801"),
        ("01066667777", "landline", "010-66667777", None),
        ("+86 571 8888 6666", "landline", "0571-88886666", None),
        ("400-820-8820", "landline", "400-820-8820", None),
        ("4008208820转123456", "privacy", "400-820-8820-123456", "123456"),
        ("+86(138)00001111", "mobile", "13800001111", None),
        ("电话：13800001111。", "mobile", "13800001111", None),
        ('="13800001111"', "mobile", "13800001111", None),
        ("13800001111.0", "mobile", "13800001111", None),
        ("单元30113800001111", "mobile", "13800001111", None),
        ("13800001111/13900002222", "mobile", "13800001111", None),
        ("138****1111", "unknown", "138****1111", None),
        ("12345", "unknown", "12345", None),
        ("", "unknown", "", None),
    ],
)
def test_normalize_phone(text: str, kind: str, number: str, extension: str | None) -> None:
    phone = normalize_phone(text)
    assert (phone.kind, phone.number, phone.extension) == (kind, number, extension)


def test_tail_and_e164() -> None:
    assert normalize_phone("13812345678-9999").tail == "5678"
    assert normalize_phone("13812345678-9999").e164 == "+8613812345678"
    assert normalize_phone("0571-88886666").e164 == "+8657188886666"
    assert normalize_phone("138****5678").tail == "5678"
    assert normalize_phone("+852 9123 4567").e164 == "+85291234567"


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.sampled_from(["", "+86", "+86 ", "86-", "86 ", "0086", "(+86)", "+86-"]),
    st.sampled_from(["", "-", " ", ".", "·", "—", "  "]),
    st.sampled_from([(3, 7), (3, 6), (4, 7), (7, 7), (5, 5)]),
    st.booleans(),
)
def test_any_mobile_becomes_eleven_digits(
    number: str, prefix: str, mark: str, cuts: tuple[int, int], wide: bool
) -> None:
    first, second = cuts
    parts = [number[:first], number[first:second], number[second:]]
    text = prefix + mark.join(part for part in parts if part)
    phone = normalize_phone(text.translate(FULL_WIDTH) if wide else text)
    assert (phone.kind, phone.number, phone.e164) == ("mobile", number, f"+86{number}")
