"""Workbooks: xlsx and old xls, through calamine, behind a check that they cannot fill the memory."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from danshu.kernel.errors import DanshuError
from danshu.sdk.files import FileFormat
from danshu.sdk.sheets.header import FoundHeader, find_header, no_header
from danshu.sdk.sheets.source import ByteSource, Limits, check_size

_CHUNK = 1 << 20
_OVERLAP = 48
_POSITION = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,8})([0-9]{1,12})["']""")
_EXACT_BELOW = 10**15
"""A workbook keeps 15 digits of a number; an integer from here on may have lost its last ones."""

Cell = int | float | str | bool | time | date | datetime | timedelta


def open_workbook(source: ByteSource, formats: Sequence[FileFormat]) -> tuple[CalamineSheet, FoundHeader]:
    """The first visible sheet that holds a header of one of `formats`.

    Raises DanshuError `file.kind`, `file.damaged`, `file.password`, `file.too_large`, `file.columns_missing`,
    `file.format_unknown`.
    """
    stream = source.seekable_stream()
    if source.kind == "zip":
        check_package(stream, source.limits)
        stream.seek(0)
    try:
        return _sheet_with_header(CalamineWorkbook.from_filelike(stream), formats)
    except PasswordError as error:
        raise DanshuError(
            "file.password",
            "The workbook is protected by a password.",
            "Save it without a password and import that file.",
        ) from error
    except CalamineError as error:
        raise _damaged(str(error)) from error


def _sheet_with_header(workbook: CalamineWorkbook, formats: Sequence[FileFormat]) -> tuple[CalamineSheet, FoundHeader]:
    first: CalamineSheet | None = None
    for index, meta in enumerate(workbook.sheets_metadata):
        if meta.typ != SheetTypeEnum.WorkSheet or meta.visible != SheetVisibleEnum.Visible:
            continue
        sheet = workbook.get_sheet_by_index(index)
        found = find_header(records(sheet), formats)
        if found is not None:
            return sheet, found
        first = first or sheet
    raise no_header(records(first) if first else (), formats, None)


def check_package(stream: BinaryIO, limits: Limits) -> None:
    """Unpacks every part once, keeping nothing: finds cut files, lying sizes, and sheets too large to be held.

    calamine allocates rows x columns of the farthest cells, so that two cells in opposite corners of an otherwise empty
    sheet (a 2 kB file) ask for 550 GB and abort the process (its issue 693): the corners are measured before.
    """
    try:
        with zipfile.ZipFile(stream) as package:
            parts = package.infolist()
            if not any(part.filename.lower() == "xl/workbook.xml" for part in parts):
                raise DanshuError(
                    "file.kind",
                    "The file is a zip archive but no xlsx workbook.",
                    "Unpack it, or save the table as xlsx or csv, and import that file.",
                )
            check_size(sum(part.file_size for part in parts), limits)
            for part in parts:
                _check_part(package, part, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(str(error)) from error


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> None:
    columns: set[bytes] = set()
    row_max, tail = 0, b""
    with package.open(part) as content:
        while chunk := content.read(_CHUNK):
            positions = _POSITION.findall(tail + chunk)
            if positions:
                columns.update({letters for letters, _ in positions})
                row_max = max(row_max, *(int(digits) for _, digits in positions))
            tail = chunk[-_OVERLAP:]
    column_max = max((_column_number(letters) for letters in columns), default=0)
    if row_max * column_max > limits.cells_max:
        raise DanshuError(
            "file.too_large",
            f"The workbook's part {part.filename} spans {row_max:,} rows x {column_max:,} columns, "
            f"more than {limits.cells_max:,} cells.",
            "Delete what stands far right or far below the table, or save it as csv, and import that file.",
            status=413,
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _damaged(reason: str) -> DanshuError:
    return DanshuError(
        "file.damaged",
        f"The workbook is damaged or was cut off ({reason}).",
        "Download or export it again and import the new file.",
    )


def records(sheet: CalamineSheet) -> Iterator[list[str]]:
    """All rows of the sheet from its first one, as text; empty rows are kept, so that positions are row numbers."""
    for row in sheet.iter_rows():
        yield [cell if type(cell) is str else cell_text(cell) for cell in row]


def cell_text(cell: Cell) -> str:
    """A cell's value as a person sees it: no ".0", no float noise, dates as ISO.

    An integer of 16 digits or more is written as 2.06771922565484E+18: the workbook has lost its digits, and the
    readers refuse such an id instead of importing a wrong one.
    """
    match cell:
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case int() | float():
            return _number_text(cell)
        case datetime():
            # Times are kept as fractions of a day: 12:21:32 comes back as 12:21:31.999997.
            return (cell + timedelta(milliseconds=500)).replace(microsecond=0).isoformat(sep=" ")
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)


def _number_text(number: float) -> str:
    if abs(number) >= _EXACT_BELOW:
        return f"{number:.14E}"
    if number == int(number):
        return str(int(number))
    return format(Decimal(f"{number:.15g}"), "f")
