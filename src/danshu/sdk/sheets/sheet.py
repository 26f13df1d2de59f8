"""A table file as rows: opened, its header found, its cells cleaned of what spreadsheet programs leave in them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from python_calamine import CalamineSheet

from danshu.kernel.errors import DanshuError
from danshu.sdk.files import FileFormat, RowError, SheetRow
from danshu.sdk.parsing.faults import RAGGED
from danshu.sdk.sheets import delimited, workbook
from danshu.sdk.sheets.header import FoundHeader, check_unique, known_name
from danshu.sdk.sheets.source import ByteSource, Limits, Progress, find_encoding

_AS_FORMULA = re.compile(r'="([^"]*)"', re.DOTALL)
_AS_TEXT = re.compile(r"'[0-9A-Za-z*+._-]*[0-9*][0-9A-Za-z*+._-]*")


class Sheet:
    """An opened file. `header` is as written (trimmed), `unknown` columns are not understood, `missing` are absent.

    `twice` are unknown headers that come more than once: the later ones are named “name (2)”. `encoding` and
    `delimiter` are None for a workbook. `footer_nos` are the rows dropped as totals, notes or repeated headers so far,
    `rows_read` the data rows given so far. Close it, or use it as a context.
    """

    def __init__(
        self,
        source: ByteSource,
        found: FoundHeader,
        *,
        encoding: str | None = None,
        delimiter: str | None = None,
        table: CalamineSheet | None = None,
    ) -> None:
        self.format = found.file_format
        self.header_row_no = found.row_index + 1
        self.encoding = encoding
        self.delimiter = delimiter
        self.twice = check_unique(found)
        self.header = _distinct(found.cells)
        names = [known_name(text, self.format) for text in found.cells]
        self.unknown = tuple(text for text, name in zip(self.header, names, strict=True) if name is None)
        self.missing = tuple(name for name in self.format.known if name not in names)
        self.footer_nos: list[int] = []
        self.rows_read = 0
        self._found = found
        self._source = source
        self._table = table
        self._text: io.TextIOWrapper | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file if it was opened here; a file object given by the caller stays open."""
        if self._text is not None:
            self._text.close()
        self._source.close()

    def progress(self) -> Progress:
        """How much of the file has been read; for a workbook in proportion to its rows."""
        total = self._source.total
        if self._table is None:
            return Progress(min(self._source.raw.tell(), total), total)
        rows = max(self._table.total_height, 1)
        return Progress(total * min(self.rows_read, rows) // rows, total)

    def rows(self) -> Iterator[SheetRow]:
        """The data rows, once. Empty rows, total and note rows, and repeated headers are left out.

        Raises DanshuError `file.quote_open`, `file.too_many_rows`, `file.cell_too_long`.
        """
        header, width, is_footer = self.header, len(self.header), self.format.is_footer
        limits, strip = self._source.limits, str.strip
        for no, record in enumerate(self._records(), 1):
            if no <= self.header_row_no:
                continue
            # One look at the joined row tells in C whether any of its cells needs more than trimming.
            values = list(map(strip, record))
            joined = "\0".join(values)
            if "\0=" in joined or "\0'" in joined or joined[:1] in ("=", "'"):
                values = [plain(value) for value in values]
            if len(joined) > limits.cell_chars_max:
                _check_cells(no, values, limits)
            fault = None
            if len(values) != width:
                values, fault = _fitted(no, values, width)
            if not joined or not any(values):
                continue
            cells = dict(zip(header, values, strict=False))
            if len(values) > width:
                cells.update((f"#{number}", value) for number, value in enumerate(values[width:], width + 1))
            if is_footer(cells) or tuple(values) == self._found.cells:
                self.footer_nos.append(no)
                continue
            self.rows_read += 1
            if self.rows_read > limits.rows_max:
                raise _too_many_rows(limits)
            yield SheetRow(no, cells, fault)

    def _records(self) -> Iterator[list[str]]:
        if self._table is not None:
            return workbook.records(self._table)
        assert self.encoding is not None and self.delimiter is not None
        self._text = self._source.text(self.encoding)
        return delimited.records(self._text, self.delimiter)


def open_sheet(
    source: str | Path | BinaryIO,
    formats: Sequence[FileFormat],
    *,
    encoding: str | None = None,
    limits: Limits | None = None,
) -> Sheet:
    """Opens a file by its content (its name is not asked) and finds which of `formats` it has and where its header is.

    Give one format to demand it, several to let the header decide. A file object stays the caller's to close.
    Raises DanshuError with a `file.*` code that says what is wrong with the file as a whole.
    """
    opened = ByteSource(source, limits or Limits())
    try:
        if opened.kind != "text":
            table, found = workbook.open_workbook(opened, formats)
            return Sheet(opened, found, table=table)
        offered = dict.fromkeys(name for one in formats for name in one.encodings)
        candidates = (encoding,) if encoding else tuple(offered)
        spoken = find_encoding(opened, candidates)
        delimiter, found = delimited.find_layout(opened, formats, spoken)
        return Sheet(opened, found, encoding=spoken, delimiter=delimiter)
    except DanshuError:
        opened.close()
        raise


def plain(value: str) -> str:
    """A cell without the dress that keeps spreadsheet programs from changing ids: ="123" and '138****0000.

    An apostrophe is only taken off what looks like a number or code, so that a title may begin with one.
    """
    dressed = _AS_FORMULA.fullmatch(value)
    if dressed is not None:
        value = dressed[1].strip()
    return value[1:] if _AS_TEXT.fullmatch(value) else value


def _distinct(header: Sequence[str]) -> tuple[str, ...]:
    """Header names that can be keys: a nameless column gets its number, a repeated one a count."""
    names: list[str] = []
    for number, text in enumerate(header, 1):
        name = text or f"#{number}"
        count = 2
        while name in names:
            name = f"{text} ({count})"
            count += 1
        names.append(name)
    return tuple(names)


def _fitted(no: int, values: list[str], width: int) -> tuple[list[str], RowError | None]:
    """The row cut or filled to the header's width; empty cells too many are no fault, anything else is."""
    if len(values) > width:
        extra = values[width:]
        if not any(extra):
            return values[:width], None
        return values, RAGGED.at(no, None, " | ".join(filter(None, extra)), count=len(values), width=width)
    filled = values + [""] * (width - len(values))
    return filled, RAGGED.at(no, None, None, count=len(values), width=width)


def _check_cells(no: int, values: Sequence[str], limits: Limits) -> None:
    longest = max(map(len, values))
    if longest > limits.cell_chars_max:
        raise DanshuError(
            "file.cell_too_long",
            f"Row {no} has a cell of {longest:,} characters; {limits.cell_chars_max:,} are allowed.",
            'Probably a quotation mark (") is not closed in that row. Mend it and import again.',
        )


def _too_many_rows(limits: Limits) -> DanshuError:
    return DanshuError(
        "file.too_many_rows",
        f"The file has more than {limits.rows_max:,} rows.",
        "Export a shorter period, or split the file and import the parts.",
        status=413,
    )
