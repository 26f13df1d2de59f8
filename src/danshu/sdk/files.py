"""File formats: how an export file becomes order messages. Connectors offer them; the house finds them by entry point.

A connector package (entry point group `danshu.channels`) exposes `FORMATS: tuple[FileFormat, ...]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Literal

import msgspec

from danshu.sdk.orders import Message

Mode = Literal["history", "live"]


@dataclass(frozen=True, slots=True)
class RowError:
    """Why a row could not be read. `column` is the header as written in the file, `value` the offending cell.

    `code` is a stable dotted code; `what` and `mend` are sentences (Chinese and English) for the person who imports.
    """

    row_no: int
    column: str | None
    value: str | None
    code: str
    what_zh: str
    what_en: str
    mend_zh: str
    mend_en: str


class SheetRow(msgspec.Struct, frozen=True):
    """One data row: `no` is the row number that a spreadsheet program shows (the header's own row is counted).

    `fault` is set when the row does not fit the header (too few or too many cells): formats refuse it and what
    belongs to it. A struct and not a dataclass, because a file makes one for each line (0.1 us against 0.8 us).
    """

    no: int
    cells: dict[str, str]
    fault: RowError | None = None


@dataclass(frozen=True, slots=True)
class ParsedOrder:
    """A message and the file rows it came from."""

    message: Message
    row_nos: tuple[int, ...]
    warnings: tuple[RowError, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedRowsRefused:
    """Rows that give no message: they are quarantined with their raw cells and can be replayed once mended."""

    rows: tuple[SheetRow, ...]
    errors: tuple[RowError, ...]


@dataclass(frozen=True, slots=True)
class FileContext:
    """What a format needs to know of the shop it reads for."""

    currency: str
    zone: tzinfo


Parse = Callable[[Iterator[SheetRow], FileContext], Iterator[ParsedOrder | ParsedRowsRefused]]


@dataclass(frozen=True, slots=True)
class FileFormat:
    """One export layout. `parse` is pure and streams: rows in, orders or refused rows out.

    `required` columns must be present (else the file is refused by name), `known` ones are understood; others are
    warned about. Header texts are compared after trimming blanks. `is_footer` drops total and note rows.
    `aliases` maps other spellings of a header (lower case) to the known one; cells keep the spelling of the file.
    `encodings` are tried in this order when the file has no byte order mark.
    """

    code: str
    channel: str
    title_zh: str
    title_en: str
    default_mode: Mode
    currency: str
    zone: str
    required: tuple[str, ...]
    known: tuple[str, ...]
    parse: Parse
    is_footer: Callable[[dict[str, str]], bool] = field(default=lambda cells: False)
    aliases: dict[str, str] = field(default_factory=dict)
    encodings: tuple[str, ...] = ("utf-8", "gb18030")
