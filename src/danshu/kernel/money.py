"""Money is integer minor units (fen, pence) plus a currency; nothing here ever touches a float."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from danshu.kernel.errors import DanshuError

if TYPE_CHECKING:
    from collections.abc import Sequence

# ISO 4217 minor-unit exponents that differ from 2. Source: ISO 4217 table A.1.
_EXPONENTS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "BHD": 3, "KWD": 3, "OMR": 3, "JOD": 3, "TND": 3}
_NUMBER = re.compile(r"[+-]?(\d{1,15}(\.\d{1,10})?|\.\d{1,10}|\d{1,3}(,\d{3}){1,4}(\.\d{1,10})?)")
PRICE_SCALE = 10_000
"""Unit prices keep four more decimals than the minor unit, so that a line's amount is rounded once."""


def exponent(currency: str) -> int:
    """How many decimals the currency's minor unit has: 2 for CNY, 0 for JPY."""
    return _EXPONENTS.get(currency, 2)


def _decimal(text: str, name: str) -> Decimal:
    clean = text.strip().replace("，", ",").lstrip("¥￥£$€ ")
    if not _NUMBER.fullmatch(clean):
        raise DanshuError("money.unreadable", f"{name} is “{text}”, which is not a number.", "Write it as 123.45.")
    return Decimal(clean.replace(",", ""))


def minor_from_text(text: str, currency: str = "CNY", name: str = "amount") -> int:
    """Major units as text ("188.00") -> minor units (18800), half up. Raises `money.unreadable`."""
    return int(_decimal(text, name).scaleb(exponent(currency)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def price_from_text(text: str, currency: str = "CNY", name: str = "unit price") -> int:
    """Major units as text -> unit price in 1/10,000 of a minor unit ("2.55" -> 2_550_000), half up."""
    scaled = _decimal(text, name).scaleb(exponent(currency)) * PRICE_SCALE
    return int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def line_amount(unit_price_e4: int, qty: int) -> int:
    """Unit price x quantity in minor units, rounded once, half away from zero."""
    product = unit_price_e4 * qty
    rounded = (abs(product) * 2 + PRICE_SCALE) // (2 * PRICE_SCALE)
    return rounded if product >= 0 else -rounded


def split_by_weight(total: int, weights: Sequence[int]) -> list[int]:
    """Splits `total` minor units in proportion to `weights` so that the parts sum to it exactly.

    Largest remainder (Hamilton's method); ties go to the earlier part. Weights that are all zero count as equal.
    """
    if not weights:
        return []
    if not any(weights):
        weights = [1] * len(weights)
    whole = sum(weights)
    sign = -1 if total < 0 else 1
    size = abs(total)
    parts = [size * weight // whole for weight in weights]
    left = size - sum(parts)
    if left:
        by_remainder = sorted(range(len(weights)), key=lambda i: (-(size * weights[i] % whole), i))
        for i in by_remainder[:left]:
            parts[i] += 1
    return [sign * part for part in parts]


def refund_of_units(paid_minor: int, qty: int, already: int, units: int) -> int:
    """Refundable minor units of the next `units` of a line, after `already` units were refunded.

    Unit i of a line that was paid `paid_minor` is worth its share by largest remainder: the first
    `paid_minor mod qty` units carry one more minor unit. Any sequence of partial refunds therefore sums to
    `paid_minor`. Raises ValueError when more units than `qty` would be refunded.
    """
    if not 0 <= already <= already + units <= qty:
        raise ValueError(f"{already} + {units} units do not fit into a line of {qty}")
    base, extra = divmod(paid_minor, qty) if qty else (0, 0)
    return base * units + min(already + units, extra) - min(already, extra)


def format_minor(minor: int, currency: str = "CNY") -> str:
    """18800 -> "188.00": major units as text, for exports and messages."""
    places = exponent(currency)
    return f"{Decimal(minor).scaleb(-places):.{places}f}"
