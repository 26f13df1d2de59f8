"""Which row is the header, and which format it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from danshu.kernel.errors import DanshuError
from danshu.sdk.files import FileFormat

HEADER_ROWS_SEARCHED = 20
"""Exports carry up to a handful of note lines; what has no header in its first 20 rows is another kind of file."""

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"))


def visible(text: str) -> str:
    """The text without blanks around it and without the marks that copying from a web page leaves."""
    return text.translate(_INVISIBLE).strip()


def header_key(text: str) -> str:
    """How header aliases are compared: trimmed, lower case."""
    return visible(text).lower()


def known_name(text: str, file_format: FileFormat) -> str | None:
    """The format's own name of a header text, or None when the format does not know it."""
    name = visible(text)
    if name in file_format.known or name in file_format.required:
        return name
    return file_format.aliases.get(header_key(name))


def written_names(header: Iterable[str], file_format: FileFormat) -> dict[str, str]:
    """The format's column names -> the header as this file spells it. Columns unknown to the format are left out."""
    found: dict[str, str] = {}
    for text in header:
        name = known_name(text, file_format)
        if name is not None:
            found.setdefault(name, text)
    return found


def missing_columns(header: Sequence[str], file_format: FileFormat) -> tuple[str, ...]:
    """The required columns that `header` lacks, in the format's order."""
    found = written_names(header, file_format)
    return tuple(name for name in file_format.required if name not in found)


def detect(header: Sequence[str], formats: Iterable[FileFormat]) -> FileFormat | None:
    """The format whose required columns are all in `header`; among several the one that demands and knows most."""
    fitting = [candidate for candidate in formats if not missing_columns(header, candidate)]
    if not fitting:
        return None
    return max(fitting, key=lambda one: (len(one.required), len(written_names(header, one))))


@dataclass(frozen=True, slots=True)
class FoundHeader:
    """`row_index` counts records from 0; `cells` are the header texts, trimmed, without empty ones at the end."""

    file_format: FileFormat
    row_index: int
    cells: tuple[str, ...]


def find_header(records: Iterable[Sequence[str]], formats: Sequence[FileFormat]) -> FoundHeader | None:
    """The first record within the first 20 that is the header of one of `formats`, or None."""
    for index, record in enumerate(records):
        if index == HEADER_ROWS_SEARCHED:
            break
        cells = trimmed(record)
        found = detect(cells, formats)
        if found is not None:
            return FoundHeader(found, index, cells)
    return None


def trimmed(record: Sequence[str]) -> tuple[str, ...]:
    """Header texts without blanks and without empty cells at the end."""
    cells = [visible(text) for text in record]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def nearest(records: Iterable[Sequence[str]], formats: Sequence[FileFormat]) -> tuple[FileFormat, tuple[str, ...]]:
    """The format that lacks the smallest part of its columns in one of `records`, and the columns it lacks."""
    rows = [trimmed(record) for record, _ in zip(records, range(HEADER_ROWS_SEARCHED), strict=False)]
    tries = [(one, missing_columns(row, one)) for one in formats for row in rows or [()]]
    return min(tries, key=lambda pair: len(pair[1]) / len(pair[0].required))


def no_header(records: Iterable[Sequence[str]], formats: Sequence[FileFormat], encoding: str | None) -> DanshuError:
    """Says which columns are missing: by name when the format was asked for, of the nearest one when it was not."""
    near, missing = nearest(records, formats)
    read_as = f" (read as {encoding})" if encoding else ""
    lacking = "、".join(missing)
    if len(formats) == 1:
        return DanshuError(
            "file.columns_missing",
            f"The first {HEADER_ROWS_SEARCHED} rows{read_as} hold no header of “{near.title_en}” ({near.code}): "
            f"missing {lacking}.",
            "Export it with these columns, or choose the format that the file really has.",
        )
    return DanshuError(
        "file.format_unknown",
        f"The file{read_as} fits none of the formats {', '.join(one.code for one in formats)}. "
        f"The nearest is {near.code}, which lacks {lacking}.",
        "Choose the format by hand, or use the generic layout described in the import reference.",
    )


def check_unique(found: FoundHeader) -> tuple[str, ...]:
    """Unknown headers that come twice. A known one must be there once, else DanshuError `file.column_twice`."""
    seen: set[str] = set()
    twice: list[str] = []
    for text in found.cells:
        name = known_name(text, found.file_format)
        key = name or text
        if text and key in seen:
            twice.append(text)
            if name is not None:
                raise DanshuError(
                    "file.column_twice",
                    f"The header has the column “{key}” twice (“{text}”): it is unclear which one counts.",
                    "Delete or rename the column that is not meant, and import again.",
                )
        seen.add(key)
    return tuple(twice)
