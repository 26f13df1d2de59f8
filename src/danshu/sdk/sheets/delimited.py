"""Text tables: csv, txt and their kin, read record by record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from danshu.kernel.errors import DanshuError
from danshu.sdk.files import FileFormat
from danshu.sdk.sheets.header import HEADER_ROWS_SEARCHED, FoundHeader, find_header, no_header
from danshu.sdk.sheets.source import ByteSource

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_CHARS = 1 << 17
_END = "\0end of file"


def records(text: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """The table's records; empty lines are empty lists, so that a record's position is its row number.

    A quote that is never closed would swallow the rest of the file into one cell without a word. A last line that can
    be in no file (it holds a NUL, which was refused before) tells: it must come back as a record of its own.
    Raises DanshuError `file.quote_open`.
    """
    number = 0
    try:
        for number, record in enumerate(csv.reader(chain(text, [_END]), delimiter=delimiter), 1):
            if record and _END in record[-1]:
                if record != [_END]:
                    raise _quote_open(number)
                return
            yield record
    except csv.Error as error:
        raise _quote_open(number + 1) from error


def _quote_open(row_no: int) -> DanshuError:
    return DanshuError(
        "file.quote_open",
        f'Row {row_no} opens a quotation mark (") that is not closed: a cell would swallow the rows after it.',
        'Close the quotation mark in that row (inside a quoted cell write "" for one), and import again.',
    )


def find_layout(source: ByteSource, formats: Sequence[FileFormat], encoding: str) -> tuple[str, FoundHeader]:
    """The delimiter with which a header of one of `formats` is found, and that header.

    Raises DanshuError `file.columns_missing` or `file.format_unknown`.
    """
    with source.text(encoding) as text:
        sample = text.read(_SAMPLE_CHARS)
    tables: list[list[list[str]]] = []
    for delimiter in _DELIMITERS:
        table = _sample_records(sample, delimiter)
        found = find_header(table, formats)
        if found is not None:
            return delimiter, found
        tables.append(table)
    widest = max(tables, key=lambda table: max((len(record) for record in table), default=0))
    raise no_header(widest, formats, encoding)


def _sample_records(sample: str, delimiter: str) -> list[list[str]]:
    try:
        return list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), HEADER_ROWS_SEARCHED))
    except csv.Error:
        # A wrong delimiter can make one cell of the whole sample; the right one is then found by another try.
        return []
