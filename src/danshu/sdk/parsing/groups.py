"""The rows of an order together, wherever in the file they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from danshu.sdk.files import ParsedRowsRefused, RowError, SheetRow
from danshu.sdk.parsing import faults
from danshu.sdk.parsing.cells import RowReader

Value = TypeVar("Value")

_FOOTER = re.compile(
    r"合计|总计|总合计|小计|汇总|总共|共\s*\d+|#|[-=]{3,}|注[:：]|备注[:：]|说明[:：]|(grand )?total\b", re.IGNORECASE
)

_Packed = tuple[int, tuple[str, ...], str]


def group_rows(rows: Iterable[SheetRow], key: Callable[[SheetRow], str]) -> Iterator[list[SheetRow]]:
    """Rows with the same key, in the order in which keys first appear. A row with an empty key stands alone.

    Nothing can be given before the last row is read, because a file need not keep an order's rows together (one of
    12,795 invoices of the UCI file is torn). Rows wait as one text each: 541,909 of them in about 100 MB.
    """
    groups: dict[str, list[_Packed | SheetRow]] = {}
    header: tuple[str, ...] = ()
    for row in rows:
        name = key(row) or f"\0{row.no}"
        group = groups.get(name)
        if group is None:
            group = groups[name] = []
        packed = "\0".join(row.cells.values())
        if row.fault is not None or packed.count("\0") != len(row.cells) - 1:
            group.append(row)
            continue
        if len(header) != len(row.cells) or header != tuple(row.cells):
            header = tuple(row.cells)
        group.append((row.no, header, packed))
    # Taken out one by one, so that the memory goes down while orders are made.
    for name in list(groups):
        yield [_unpacked(one) for one in groups.pop(name)]


def _unpacked(one: _Packed | SheetRow) -> SheetRow:
    if isinstance(one, SheetRow):
        return one
    no, header, packed = one
    return SheetRow(no, dict(zip(header, packed.split("\0"), strict=True)))


def once(readers: Sequence[RowReader], column: str, read: Callable[[RowReader, str], Value | None]) -> Value | None:
    """An order-level value that each row repeats, counted once. Rows that leave it empty agree with any.

    A row that says something else than the first gets the fault `order.conflict`.
    """
    found: Value | None = None
    said = ""
    for reader in readers:
        text = reader.text(column)
        if not text or (found is not None and text == said):
            continue
        value = read(reader, column)
        if found is None:
            found, said = value, text
        elif value is not None and value != found:
            reader.fail(faults.ORDER_CONFLICT, column, other=said)
    return found


def refused(rows: Iterable[SheetRow], errors: Iterable[RowError]) -> ParsedRowsRefused:
    """Rows that make no message, with what is wrong with them."""
    return ParsedRowsRefused(tuple(rows), tuple(errors))


def footer_by_id(*columns: str) -> Callable[[dict[str, str]], bool]:
    """Tells total and note rows: what stands where the order number belongs is a word like 合计, or nothing does.

    With an empty order number the row is a footer only if its first filled cell is such a word; else it is a row
    without number, which is an error and not to be dropped.
    """

    def is_footer(cells: dict[str, str]) -> bool:
        for column in columns:
            value = cells.get(column)
            if value:
                return not value[0].isdigit() and _FOOTER.match(value) is not None
        first = next(filter(None, cells.values()), "")
        return _FOOTER.match(first) is not None

    return is_footer
