"""Cells as values. What cannot be read is collected, so that a person sees every fault of an order at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from danshu.kernel.errors import DanshuError
from danshu.kernel.money import PRICE_SCALE, exponent, format_minor, minor_from_text, price_from_text
from danshu.sdk.files import FileContext, RowError, SheetRow
from danshu.sdk.orders import OrderMessage, Status
from danshu.sdk.parsing import faults

_NUMBER = re.compile(r"[¥￥£$€]?\s*([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
_WHOLE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.0*)?")
_MANGLED = re.compile(r"[+-]?\d(?:\.\d+)?[eE]\+?\d{2}|\d{15,}\.0*")
_TIME = re.compile(
    r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日)"
    r"(?:[ T]*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?"
)
_DECIMALS_READ = 10
_MAJOR_MAX = 10**9
"""A billion yuan and ten million pieces: beyond, a number stands in the wrong column, and their product overflows."""
QTY_MAX = 10_000_000
_YEARS = range(1990, 2100)


def number_text(text: str) -> str | None:
    """A number as the exact readers want it ("¥1,234.5" -> "1234.5"), or None. Commas count only between thousands."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    sign, whole, fraction = found.groups()
    # Float noise of other programs (178.79999999999998) has more decimals than money; ten are enough to round right.
    return sign + whole.replace(",", "") + (fraction or "")[: _DECIMALS_READ + 1]


@lru_cache(maxsize=1 << 14)
def _exact(text: str, currency: str, per_unit: bool) -> int | faults.FaultText:
    """An amount (or unit price) >= 0, or what is wrong with the text. Prices repeat: 245,903 UCI rows hold 1,076."""
    number = number_text(text)
    if number is None:
        return faults.NOT_A_NUMBER
    try:
        amount = price_from_text(number, currency) if per_unit else minor_from_text(number, currency)
    except DanshuError:
        # The text is a number: what the exact reader still refuses has more than 15 digits before the point.
        return faults.TOO_LARGE
    if amount < 0:
        return faults.NEGATIVE
    most = _MAJOR_MAX * 10 ** exponent(currency) * (PRICE_SCALE if per_unit else 1)
    return faults.TOO_LARGE if amount > most else amount


@lru_cache(maxsize=8192)
def _naive_time(text: str) -> datetime | None:
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    year, month, day, month_zh, day_zh, hour, minute, second, offset = found.groups()
    try:
        naive = datetime(
            int(year), int(month or month_zh), int(day or day_zh), int(hour or 0), int(minute or 0), int(second or 0)
        )
        if naive.year not in _YEARS:
            return None
        return datetime.fromisoformat(f"{naive.isoformat()}{offset}") if offset else naive
    except ValueError:
        return None


def clock_time(text: str, context: FileContext) -> datetime | None:
    """An aware time from "2024-11-01 08:30[:00]", "2024/11/1 8:30", "2024年11月1日 8:30", or ISO with an offset.

    A time without an offset is in `context.zone`; a date alone is its midnight. None when it cannot be read.
    """
    moment = _naive_time(text)
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=context.zone)


class RowReader:
    """Reads one row. A value that cannot be read goes to `errors` and a stand-in is returned: look there at the end.

    `names` maps the format's column names to those of the file where they differ, `empty` holds texts that mean
    nothing ("null"). Amounts are in minor units of `currency`.
    """

    __slots__ = ("cells", "context", "currency", "empty", "errors", "fault", "names", "no")

    def __init__(
        self,
        row: SheetRow,
        context: FileContext,
        errors: list[RowError],
        *,
        names: Mapping[str, str] | None = None,
        empty: frozenset[str] = frozenset(),
    ) -> None:
        self.no = row.no
        self.cells = row.cells
        self.context = context
        self.currency = context.currency
        self.errors = errors
        self.names: Mapping[str, str] = names or {}
        self.empty = empty
        self.fault = row.fault
        if row.fault is not None and row.fault not in errors:
            errors.append(row.fault)

    def text(self, column: str) -> str:
        """The cell's text, "" when the column is absent or the cell says nothing."""
        value = self.cells.get(self.names.get(column, column), "")
        return "" if value in self.empty else value

    def optional(self, column: str) -> str | None:
        """The cell's text, or None when there is none."""
        return self.text(column) or None

    def fail(self, kind: faults.FaultText, column: str, **more: object) -> None:
        """Notes a fault of this row's cell in `column`, once even if the cell is read twice.

        In a row that does not fit the header every cell may stand in a wrong column: that fault alone is told.
        """
        if self.fault is not None:
            return
        written = self.names.get(column, column)
        error = kind.at(self.no, written, self.cells.get(written), **more)
        if error not in self.errors:
            self.errors.append(error)

    def needed(self, column: str) -> str:
        """A text that must be there."""
        value = self.text(column)
        if not value:
            self.fail(faults.MISSING, column)
        return value

    def identity(self, column: str) -> str:
        """An order number that must be there, whole: 2.06772E+18 is refused."""
        value = self.needed(column)
        self._check_id(column, value)
        return value

    def code(self, column: str) -> str | None:
        """A code or number that may be absent, but not mangled."""
        value = self.text(column)
        self._check_id(column, value)
        return value or None

    def _check_id(self, column: str, value: str) -> None:
        if _MANGLED.fullmatch(value):
            self.fail(faults.ID_MANGLED, column)

    def money(self, column: str) -> int | None:
        """An amount >= 0 in minor units, half up; None when the cell is empty."""
        return self._amount(column, per_unit=False)

    def price(self, column: str) -> int | None:
        """A unit price >= 0 in 1/10,000 of a minor unit; None when the cell is empty."""
        return self._amount(column, per_unit=True)

    def _amount(self, column: str, *, per_unit: bool) -> int | None:
        text = self.text(column)
        if not text:
            return None
        amount = _exact(text, self.currency, per_unit)
        if isinstance(amount, int):
            return amount
        self.fail(amount, column)
        return None

    def quantity(self, column: str) -> int:
        """A whole number above 0 that must be there."""
        text = self.needed(column)
        if not text:
            return 1
        found = _WHOLE.fullmatch(text)
        qty = int(found[1].replace(",", "")) if found and len(text) <= 20 else 0
        if qty <= 0:
            self.fail(faults.NOT_A_QUANTITY, column)
        elif qty > QTY_MAX:
            self.fail(faults.TOO_LARGE, column)
        return qty

    def time(self, column: str) -> datetime | None:
        """An aware time, None when the cell is empty."""
        text = self.text(column)
        if not text:
            return None
        moment = clock_time(text, self.context)
        if moment is None:
            self.fail(faults.NOT_A_TIME, column)
        return moment

    def needed_time(self, column: str) -> datetime:
        """A time that must be there."""
        moment = self.time(column)
        if moment is None:
            if not self.text(column):
                self.fail(faults.MISSING, column)
            return datetime.fromtimestamp(0, self.context.zone)
        return moment

    def status(self, column: str, known: Mapping[str, Status]) -> Status:
        """A status by its exact text (commas and blanks aside); an unknown one is refused, never guessed."""
        text = self.needed(column)
        found = known.get(status_key(text))
        if found is None:
            if text:
                self.fail(faults.STATUS_UNKNOWN, column)
            return "pending_payment"
        return found


def status_key(text: str) -> str:
    """Statuses are compared without blanks, with ASCII commas and brackets: exports write both widths."""
    return "".join(text.split()).replace("，", ",").replace("（", "(").replace("）", ")").lower()


def total_check(
    message: OrderMessage, row_no: int, column: str, goods_minor: int | None = None
) -> tuple[RowError, ...]:
    """A warning when goods + freight + tax - discounts is not the stated total; nothing when a part is not stated.

    `goods_minor` is the order's goods amount where the source states it instead of its lines'.
    """
    if goods_minor is None and all(line.goods_minor is not None for line in message.lines):
        goods_minor = sum((line.goods_minor or 0) - line.discount_minor for line in message.lines)
    if message.total_minor is None or goods_minor is None:
        return ()
    counted = goods_minor + message.freight_minor + message.tax_minor - message.discount_minor
    if counted == message.total_minor:
        return ()
    said, made = (format_minor(minor, message.currency) for minor in (message.total_minor, counted))
    return (faults.AMOUNT_MISMATCH.at(row_no, column, said, counted=made),)
