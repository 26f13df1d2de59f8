"""The UCI “Online Retail” layout (Chen 2015, archive.ics.uci.edu dataset 352): 8 columns, one row an invoice line.

Invoices `C…` are credit notes, `A…` adjust bad debts. Prices have up to three decimals; a line is rounded once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from danshu.sdk.files import FileContext, FileFormat, ParsedOrder, ParsedRowsRefused, RowError, SheetRow
from danshu.sdk.money import line_amount
from danshu.sdk.orders import CreditLine, CreditMessage, OrderLine, OrderMessage, Receiver
from danshu.sdk.parsing.cells import QTY_MAX, RowReader, clock_time
from danshu.sdk.parsing.faults import NOT_A_QUANTITY, NOT_A_TIME, TOO_LARGE, FaultText
from danshu.sdk.parsing.groups import footer_by_id, group_rows, refused
from danshu_connectors.channels.uci.countries import COUNTRIES, UNKNOWN

_COLUMNS = ("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country")
_SALE = re.compile(r"\d+")
_CREDIT = re.compile(r"[Cc]\d+")
_QTY = re.compile(r"(-?\d{1,12})(?:\.0+)?")
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(.*)")

NOT_AN_INVOICE = FaultText(
    "uci.not_an_invoice",
    "第 {row} 行的“{column}”是“{value}”：既不是销售发票（数字）也不是贷项（C 加数字）；A 开头的是坏账调整。",
    "Row {row}: “{column}” is “{value}”, neither an invoice (digits) nor a credit note (C + digits); A… is bad debt.",
    "坏账不是订单，可以作废该行；若是写错，改正编号后重放。",
    "A bad debt is no order: discard the row; if the number is wrong, mend it and replay.",
)
NEGATIVE_SALE = FaultText(
    "uci.negative_sale",
    "第 {row} 行是销售发票，但“{column}”是“{value}”，多半是破损或盘亏。",
    "Row {row} is on a sales invoice, but “{column}” is “{value}”: probably breakage or a stock correction.",
    "它不是销售，可以作废；若是退货，请用 C 开头的贷项编号。",
    "It is no sale: discard it; if goods came back, it needs a credit note's number (C…).",
)
POSITIVE_CREDIT = FaultText(
    "uci.positive_credit",
    "第 {row} 行是贷项（C 开头），但“{column}”是“{value}”，应当为负。",
    "Row {row} is on a credit note (C…), but “{column}” is “{value}”; it should be negative.",
    "确认是退货还是销售，改正数量的正负号或发票编号。",
    "Find out whether it is a return or a sale, and mend the sign or the invoice number.",
)


def parse(rows: Iterator[SheetRow], context: FileContext) -> Iterator[ParsedOrder | ParsedRowsRefused]:
    """Invoices as completed orders, C-invoices as credit notes. A bad row is refused alone, the invoice stands."""
    for group in group_rows(rows, lambda row: row.cells.get("InvoiceNo", "")):
        source_no = group[0].cells.get("InvoiceNo", "")
        sale = _SALE.fullmatch(source_no) is not None
        if not sale and not _CREDIT.fullmatch(source_no):
            yield refused(group, [_not_an_invoice(row, context) for row in group])
            continue
        bad: list[ParsedRowsRefused] = []
        invoice = _read(group, context, 1 if sale else -1, bad)
        yield from bad
        if invoice is not None:
            yield (_sale if sale else _credit)(source_no, invoice, context.currency)


def _not_an_invoice(row: SheetRow, context: FileContext) -> RowError:
    errors: list[RowError] = []
    reader = RowReader(row, context, errors)
    reader.identity("InvoiceNo")
    if not errors:
        reader.fail(NOT_AN_INVOICE, "InvoiceNo")
    return errors[0]


@dataclass(slots=True)
class _Invoice:
    """The readable rows of an invoice: StockCode, Description, quantity (positive), unit price; their row numbers."""

    at: datetime
    first: SheetRow
    lines: list[tuple[str, str, int, int]]
    row_nos: list[int]


def _read(group: list[SheetRow], context: FileContext, sign: int, bad: list[ParsedRowsRefused]) -> _Invoice | None:
    invoice: _Invoice | None = None
    for row in group:
        errors: list[RowError] = []
        line = _line(row, context, errors, sign)
        at = _moment(row, context, errors)
        if errors or at is None:
            bad.append(refused([row], errors))
            continue
        if invoice is None:
            invoice = _Invoice(at, row, [], [])
        invoice.lines.append(line)
        invoice.row_nos.append(row.no)
    return invoice


def _sale(source_no: str, invoice: _Invoice, currency: str) -> ParsedOrder:
    """All states at the invoice's own time: the file knows no other."""
    lines = tuple(
        [
            OrderLine(qty=qty, title=title, code=code, unit_price_e4=price, goods_minor=line_amount(price, qty))
            for code, title, qty, price in invoice.lines
        ]
    )
    total = sum(line.goods_minor or 0 for line in lines)
    message = OrderMessage(
        source_no=source_no,
        status="completed",
        placed_at=invoice.at,
        lines=lines,
        currency=currency,
        modified_at=invoice.at,
        paid_at=invoice.at,
        shipped_at=invoice.at,
        delivered_at=invoice.at,
        completed_at=invoice.at,
        total_minor=total,
        paid_minor=total,
        buyer_id=_customer(invoice.first),
        receiver=_receiver(invoice.first),
    )
    return ParsedOrder(message, tuple(invoice.row_nos))


def _credit(source_no: str, invoice: _Invoice, currency: str) -> ParsedOrder:
    lines = tuple(
        [
            CreditLine(qty=qty, amount_minor=line_amount(price, qty), unit_price_e4=price, code=code, title=title)
            for code, title, qty, price in invoice.lines
        ]
    )
    message = CreditMessage(source_no, invoice.at, lines, currency=currency, buyer_id=_customer(invoice.first))
    return ParsedOrder(message, tuple(invoice.row_nos))


def _line(row: SheetRow, context: FileContext, errors: list[RowError], sign: int) -> tuple[str, str, int, int]:
    """StockCode, Description, quantity (positive whatever the sign in the file) and unit price of one row."""
    reader = RowReader(row, context, errors)
    code = reader.needed("StockCode")
    found = _QTY.fullmatch(reader.text("Quantity"))
    qty = int(found[1]) * sign if found else 0
    if found is None or qty == 0:
        reader.fail(NOT_A_QUANTITY, "Quantity")
    elif qty < 0:
        reader.fail(NEGATIVE_SALE if sign > 0 else POSITIVE_CREDIT, "Quantity")
    elif qty > QTY_MAX:
        reader.fail(TOO_LARGE, "Quantity")
    price = reader.price("UnitPrice")
    if price is None and reader.needed("UnitPrice"):
        return code, "", qty, 0
    return code, reader.text("Description"), qty, price or 0


def _moment(row: SheetRow, context: FileContext, errors: list[RowError]) -> datetime | None:
    """The invoice's time. Well-known copies of the file write 12/1/2010 8:26: in them the month comes first."""
    text = row.cells.get("InvoiceDate", "")
    swapped = _MONTH_FIRST.fullmatch(text) if "/" in text else None
    if swapped:
        month, day, year, clock = swapped.groups()
        text = f"{year}-{month}-{day}{clock}"
    moment = clock_time(text, context)
    if moment is None:
        RowReader(row, context, errors).fail(NOT_A_TIME, "InvoiceDate")
    return moment


def _customer(row: SheetRow) -> str | None:
    """Data-frame programs turn a column with gaps into floats and write 17850.0 for customer 17850."""
    return row.cells.get("CustomerID", "").removesuffix(".0") or None


def _receiver(row: SheetRow) -> Receiver:
    country = row.cells.get("Country", "")
    code = COUNTRIES.get(country)
    return Receiver(country=code) if code else Receiver(country=UNKNOWN, address=country or None)


FORMATS = (
    FileFormat(
        code="uci",
        channel="uci",
        title_zh="UCI 在线零售（英国批发商发票）",
        title_en="UCI Online Retail (invoices of a British shop)",
        default_mode="history",
        currency="GBP",
        zone="Europe/London",
        required=_COLUMNS,
        known=_COLUMNS,
        parse=parse,
        is_footer=footer_by_id("InvoiceNo"),
        encodings=("utf-8", "cp1252"),
    ),
)
