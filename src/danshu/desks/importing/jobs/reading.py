"""A file in portions: as many orders and refused rows as one transaction stores. No database here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from danshu.desks.importing import rules
from danshu.desks.importing.model import RowFault
from danshu.domain.inbox.model import RawRow, RawRows, Refusal
from danshu.sdk.files import FileContext, ParsedOrder, ParsedRowsRefused, RowError
from danshu.sdk.parsing.faults import FaultText
from danshu.sdk.sheets import Progress, open_sheet, written_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from danshu.desks.importing.model import Job
    from danshu.domain.shops.model import Shop
    from danshu.sdk.files import FileFormat
    from danshu.sdk.orders import Message

LINES_MAX = 5_000
GROUPS_MAX = 2_000
encode = msgspec.json.Encoder().encode

UNKNOWN_COLUMN = FaultText(
    "column.unknown",
    "表头的“{value}”列不认识，其内容没有读取。",
    "The column “{value}” is not known to this format; it was not read.",
    "如果它应当被读取，请把表头改成格式说明里的名称。",
    "If it should be read, give it a header named in the format's description.",
)


@dataclass(frozen=True, slots=True)
class RefusedGroup:
    """Rows for the quarantine: why, their JSON, order number, first row. `content` is the same in the next export."""

    refusal: Refusal
    body: bytes
    source_no: str | None
    row_no: int
    row_count: int
    content: str


@dataclass(slots=True)
class Portion:
    """What a stretch of the file gave. `lines` counts all its rows, `lines_refused` those that made no message.

    `messages` are the message, its JSON and its number of rows.
    """

    messages: list[tuple[Message, bytes, int]] = field(default_factory=list)
    refusals: list[RefusedGroup] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    lines: int = 0
    lines_refused: int = 0
    warnings: int = 0
    bytes_read: int = 0
    is_last: bool = False


class FileReader:
    """Reads one file. `skip` groups of rows at its beginning are stored already, `fault_count` faults are known.

    `take` is slow and meant for a thread; `progress` may be asked meanwhile.
    """

    def __init__(
        self, path: Path, file_format: FileFormat, shop: Shop, *, live: bool, skip: int, fault_count: int
    ) -> None:
        self._sheet = open_sheet(path, [file_format])
        self._format = file_format
        self._live = live
        self._fault_count = fault_count
        names = written_names(self._sheet.header, file_format)
        # The first required column of every format is the order's number.
        self._number_column = names.get(file_format.required[0], file_format.required[0])
        self._new_faults: list[RowFault] = []
        if not skip and not fault_count:
            for column in self._sheet.unknown:
                if not column.startswith("#"):
                    self._fault(UNKNOWN_COLUMN.at(self._sheet.header_row_no, column, column), "warning")
        context = FileContext(shop.currency, ZoneInfo(shop.zone))
        self._contents: dict[bytes, int] = {}
        self._groups: Iterator[ParsedOrder | ParsedRowsRefused] = file_format.parse(self._sheet.rows(), context)
        self._skip = skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sheet.close()

    def progress(self) -> Progress:
        return self._sheet.progress()

    def take(self) -> Portion:
        """The next portion; the last one says so. Raises DanshuError `file.*` when the file breaks off."""
        portion = Portion()
        for group in islice(self._groups, self._skip):
            if isinstance(group, ParsedRowsRefused):
                self._content(group)
        self._skip = 0
        while portion.lines < LINES_MAX and len(portion.messages) + len(portion.refusals) < GROUPS_MAX:
            following = next(self._groups, None)
            if following is None:
                portion.is_last = True
                break
            if isinstance(following, ParsedOrder):
                self._keep(portion, following)
            else:
                self._refuse(portion, following)
        portion.faults, self._new_faults = self._new_faults, []
        portion.warnings = sum(fault.severity == "warning" for fault in portion.faults)
        progress = self.progress()
        portion.bytes_read = progress.bytes_total if portion.is_last else progress.bytes_read
        return portion

    def _keep(self, portion: Portion, group: ParsedOrder) -> None:
        for warning in group.warnings:
            self._fault(warning, "warning")
        message = group.message
        if self._live and group.warnings:
            message = rules.marked(message, {warning.code for warning in group.warnings})
        portion.messages.append((message, encode(message), len(group.row_nos)))
        portion.lines += len(group.row_nos)

    def _refuse(self, portion: Portion, group: ParsedRowsRefused) -> None:
        for error in group.errors:
            self._fault(error, "error")
        first = group.errors[0]
        refusal = Refusal(first.code, first.what_zh, first.what_en, first.mend_zh, first.mend_en)
        source_no = group.rows[0].cells.get(self._number_column, "")[:100] or None
        body = encode(raw_rows(self._format.code, group))
        content = self._content(group)
        portion.refusals.append(RefusedGroup(refusal, body, source_no, group.rows[0].no, len(group.rows), content))
        portion.lines += len(group.rows)
        portion.lines_refused += len(group.rows)

    def _content(self, group: ParsedRowsRefused) -> str:
        """The cells, and the how-manieth group with them it is: a later export has them in other rows."""
        digest = hashlib.blake2b(encode([row.cells for row in group.rows]), digest_size=16).digest()
        count = self._contents[digest] = self._contents.get(digest, 0) + 1
        return f"{digest.hex()}:{count}"

    def _fault(self, error: RowError, severity: str) -> None:
        self._new_faults.append(row_fault(error, severity, self._fault_count))
        self._fault_count += 1


def row_fault(error: RowError, severity: str, position: int) -> RowFault:
    """A row error as it is kept: numbered, its value cut to what a person wants to see."""
    value = error.value if error.value is None or len(error.value) <= 200 else error.value[:200] + "…"
    return RowFault(
        position, error.row_no, error.column, value, "warning" if severity == "warning" else "error", error.code,
        error.what_zh, error.what_en, error.mend_zh, error.mend_en,
    )  # fmt: skip


def raw_rows(format_code: str, group: ParsedRowsRefused) -> RawRows:
    """Refused rows as the quarantine keeps them."""
    return RawRows(
        format_code,
        tuple(
            RawRow(row.no, row.cells, msgspec.to_builtins(row.fault) if row.fault is not None else None)
            for row in group.rows
        ),
    )


def moved(job: Job, portion: Portion) -> Job:
    """The job's counters after this portion is stored."""
    return replace(
        job,
        state="storing" if portion.is_last else "reading",
        messages=job.messages + len(portion.messages),
        refusals=job.refusals + len(portion.refusals),
        lines_read=job.lines_read + portion.lines,
        lines_refused=job.lines_refused + portion.lines_refused,
        warnings=job.warnings + portion.warnings,
        errors=job.errors + len(portion.faults),
        bytes_read=portion.bytes_read,
    )
