"""Files for tests: workbooks made by hand, and the formats that the connectors offer."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from danshu.sdk.files import FileContext, FileFormat, ParsedOrder, ParsedRowsRefused
from danshu.sdk.sheets import Sheet, open_sheet

FIXTURES = Path(__file__).parent / "fixtures"
SHARED = Path(__file__).parents[3] / "shared" / "data"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DATE_STYLE, TIME_STYLE = 1, 2


class Number(str):
    """A cell that is a number in the workbook; written as given."""

    style = 0


class Moment(Number):
    """A serial day number shown as date and time."""

    style = TIME_STYLE


def channel_modules() -> list[str]:
    """The connector packages registered under `danshu.channels`."""
    return sorted(point.value for point in entry_points(group="danshu.channels"))


def all_formats() -> tuple[FileFormat, ...]:
    """Every file format of every channel."""
    return tuple(one for name in channel_modules() for one in getattr(import_module(name), "FORMATS", ()))


def format_named(code: str) -> FileFormat:
    return next(one for one in all_formats() if one.code == code)


def context_of(one: FileFormat) -> FileContext:
    return FileContext(one.currency, ZoneInfo(one.zone))


def parsed(
    source: str | Path | BinaryIO | bytes, code: str
) -> tuple[list[ParsedOrder], list[ParsedRowsRefused], Sheet]:
    """A whole file read in one format: what became orders, what was refused, and the sheet that was used up."""
    one = format_named(code)
    with open_sheet(io.BytesIO(source) if isinstance(source, bytes) else source, [one]) as sheet:
        results = list(one.parse(sheet.rows(), context_of(one)))
    orders = [result for result in results if isinstance(result, ParsedOrder)]
    return orders, [result for result in results if isinstance(result, ParsedRowsRefused)], sheet


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def xlsx_bytes(rows: Iterable[Iterable[str | None]], *, first_row: int = 1, extra_cells: str = "") -> bytes:
    """A workbook with one sheet. `extra_cells` is raw XML of further rows."""
    body = ""
    for row_no, row in enumerate(rows, first_row):
        cells = ""
        for column, value in enumerate(row, 1):
            where = f'r="{column_letters(column)}{row_no}"'
            if isinstance(value, Number):
                cells += f'<c {where} s="{value.style}"><v>{value}</v></c>'
            elif value:
                cells += f'<c {where} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        body += f'<row r="{row_no}">{cells}</row>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="orders" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/>'
        '<xf numFmtId="22"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{body}{extra_cells}</sheetData>'
        "</worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()
