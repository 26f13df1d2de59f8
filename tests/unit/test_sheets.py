"""The sheet reader against what export files really contain."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.table_files import Moment, Number, xlsx_bytes
from danshu.kernel.errors import DanshuError
from danshu.sdk.files import FileContext, FileFormat, ParsedOrder, ParsedRowsRefused, SheetRow
from danshu.sdk.parsing.groups import footer_by_id
from danshu.sdk.sheets import Limits, Sheet, detect, open_sheet


def no_parse(rows: Iterator[SheetRow], context: FileContext) -> Iterator[ParsedOrder | ParsedRowsRefused]:
    yield from ()


def layout(code: str, required: tuple[str, ...], known: tuple[str, ...] = ()) -> FileFormat:
    return FileFormat(
        code=code,
        channel="test",
        title_zh=code,
        title_en=code,
        default_mode="live",
        currency="CNY",
        zone="Asia/Shanghai",
        required=required,
        known=known or required,
        parse=no_parse,
        is_footer=footer_by_id(required[0]),
    )


ORDERS = layout("orders", ("订单号", "标题", "数量"), ("订单号", "标题", "数量", "备注"))
TEXT = "订单号,标题,数量\nA1,红茶,1\nA2,绿茶,2\n"
ROWS = [(2, "A1", "红茶", "1"), (3, "A2", "绿茶", "2")]


def opened(data: bytes | str, formats: tuple[FileFormat, ...] = (ORDERS,), limits: Limits | None = None) -> Sheet:
    raw = data.encode() if isinstance(data, str) else data
    return open_sheet(io.BytesIO(raw), formats, limits=limits)


def read(data: bytes | str, limits: Limits | None = None) -> list[tuple[object, ...]]:
    with opened(data, limits=limits) as sheet:
        return [(row.no, *row.cells.values()) for row in sheet.rows()]


def code_of(data: bytes | str, limits: Limits | None = None) -> str:
    with pytest.raises(DanshuError) as caught:
        read(data, limits)
    assert caught.value.what.endswith((".", ")"))
    assert caught.value.mend
    return caught.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_encodings_and_delimiters(encoding: str, delimiter: str) -> None:
    data = TEXT.replace(",", delimiter).encode(encoding)
    assert read(data) == ROWS
    assert read(gzip.compress(data)) == ROWS


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_line_ends_and_missing_last_one(ending: str) -> None:
    assert read(TEXT.rstrip().replace("\n", ending)) == ROWS


def test_a_gbk_character_late_in_the_file_decides_the_encoding() -> None:
    plain = "订单号,标题,数量\n".encode("gb18030") + b"A1,x,1\n" * 60_000
    with opened(plain + "A2,龘,2\n".encode("gb18030")) as sheet:
        assert sheet.encoding == "gb18030"
        assert list(sheet.rows())[-1].cells["标题"] == "龘"


def test_cells_lose_their_dress_but_not_their_text() -> None:
    text = (
        "订单号 ,\u3000标题\u3000,\ufeff数量\n"
        '"=""2067719225654838012""",\u3000红茶 ,\t1\n'
        "\t2067719225654838013\t,'n Sync,'138****0000\n"
        "'SF100,='=1+1',=1\n"
    )
    assert read(text) == [
        (2, "2067719225654838012", "红茶", "1"),
        (3, "2067719225654838013", "'n Sync", "138****0000"),
        (4, "SF100", "='=1+1'", "=1"),
    ]


def test_formula_dress_without_csv_quotes() -> None:
    assert read('订单号,标题,数量\n="00123",茶,1\n') == [(2, "00123", "茶", "1")]


def test_quoted_newlines_and_quotes_keep_row_numbers_of_a_spreadsheet() -> None:
    text = '订单号,标题,数量\nA1,"红\n茶 ""特"", x",1\n\n ,,\nA2,绿茶,2\n'
    assert read(text) == [(2, "A1", '红\n茶 "特", x', "1"), (5, "A2", "绿茶", "2")]


def test_note_lines_above_and_totals_below() -> None:
    text = "导出时间：2024-11-01\n#说明,这里,有,很多,列\n\n" + TEXT + "合计,,3\n,总计,3\n#----\n"
    with opened(text) as sheet:
        rows = list(sheet.rows())
        assert sheet.header_row_no == 4
        assert [row.no for row in rows] == [5, 6]
        assert sheet.footer_nos == [7, 8, 9]


def test_a_row_without_number_is_no_footer() -> None:
    assert read("订单号,标题,数量\n,红茶,1\n") == [(2, "", "红茶", "1")]


def test_repeated_header_is_dropped() -> None:
    assert read(TEXT + TEXT) == [*ROWS, (5, "A1", "红茶", "1"), (6, "A2", "绿茶", "2")]


def test_a_header_after_twenty_rows_is_none() -> None:
    assert read("注\n" * 19 + TEXT) == [(21, "A1", "红茶", "1"), (22, "A2", "绿茶", "2")]
    assert code_of("注\n" * 20 + TEXT) == "file.columns_missing"


def test_ragged_rows_carry_a_fault_that_names_them() -> None:
    with opened("订单号,标题,数量\nA1,红茶\nA2,绿,茶,2\nA3,茶,3,,\n") as sheet:
        short, long, padded = sheet.rows()
    assert short.fault is not None and (short.fault.code, short.fault.row_no) == ("row.ragged", 2)
    assert "2 个单元格" in short.fault.what_zh and "3" in short.fault.what_en
    assert long.fault is not None and long.fault.value == "2"
    assert long.cells == {"订单号": "A2", "标题": "绿", "数量": "茶", "#4": "2"}
    assert padded.fault is None and padded.cells == {"订单号": "A3", "标题": "茶", "数量": "3"}


def test_unknown_missing_and_repeated_columns_are_reported() -> None:
    with opened("订单号,颜色,标题,数量,颜色,,\nA1,红,茶,1,绿,,\n") as sheet:
        assert sheet.unknown == ("颜色", "颜色 (2)")
        assert sheet.missing == ("备注",)
        assert sheet.twice == ("颜色",)
        assert next(sheet.rows()).cells == {"订单号": "A1", "颜色": "红", "标题": "茶", "数量": "1", "颜色 (2)": "绿"}
    assert code_of("订单号,标题,数量,标题\nA1,红,1,茶\n") == "file.column_twice"


def test_missing_columns_are_named() -> None:
    with pytest.raises(DanshuError, match="missing 数量") as caught:
        opened("订单号,标题\nA1,茶\n")
    assert caught.value.code == "file.columns_missing"
    other = layout("other", ("x", "y", "z"))
    with pytest.raises(DanshuError, match="nearest is orders, which lacks 数量") as caught:
        opened("订单号,标题\nA1,茶\n", (ORDERS, other))
    assert caught.value.code == "file.format_unknown"


def test_the_header_tells_the_format() -> None:
    wider = layout("wider", ("订单号", "标题", "数量", "价格"))
    assert detect(["订单号", "标题 ", "数量", "价格"], (ORDERS, wider)) is wider
    assert detect(["订单号", "标题", "数量"], (wider, ORDERS)) is ORDERS
    assert detect(["标题"], (wider, ORDERS)) is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"\xef\xbb\xbf\r\n", "file.empty"),
        (gzip.compress(b""), "file.empty"),
        (b"%PDF-1.7 x", "file.kind"),
        (b"\x89PNG\r\n\x1a\n", "file.kind"),
        (b"<html><table><tr><td>A1</td></tr></table></html>", "file.kind"),
        (gzip.compress(gzip.compress(TEXT.encode())), "file.kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "file.damaged"),
        (TEXT.encode() + b"A3,\0,1\n", "file.nul"),
        (TEXT.encode("utf-16-le"), "file.nul"),
        (gzip.compress(TEXT.encode() * 50)[:-20], "file.damaged"),
        (gzip.compress(TEXT.encode())[:-8] + bytes(8), "file.damaged"),
        (TEXT.encode()[:-5], "file.damaged"),
        (b"\xff\xff\xff\xff,1,2\n", "file.encoding"),
        (TEXT + 'A3,"红茶,1\nA4,绿茶,1\n', "file.quote_open"),
        (TEXT + 'A3,"' + "红茶,1\n" * 40_000, "file.quote_open"),
        (TEXT + "A3," + "x" * 40_000 + ",1\n", "file.cell_too_long"),
    ],
)
def test_broken_files_say_what_is_wrong(data: bytes | str, code: str) -> None:
    assert code_of(data) == code


def test_limits() -> None:
    assert code_of(TEXT + "A3,茶,1\n" * 20, Limits(rows_max=10)) == "file.too_many_rows"
    assert code_of(gzip.compress(TEXT.encode() + b"A3,x,1\n" * 90_000), Limits(bytes_max=400_000)) == "file.too_large"
    assert code_of(TEXT + "x" * 2_000_000) == "file.line_too_long"


def test_workbook_cells_become_text() -> None:
    data = xlsx_bytes(
        [
            ["导出说明"],
            ["订单号", "标题", "数量", "备注"],
            ["2067719225654838012", "红茶 ", Number("6.0"), Moment("45597.514965277776")],
            [Number("123456789012345"), "x", Number("178.79999999999998"), Moment("45597")],
            [Number("2067719225654838012"), "y", Number("0.00001"), '="001"'],
            ["合计", None, Number("8")],
        ]
    )
    assert read(data) == [
        (3, "2067719225654838012", "红茶", "6", "2024-11-01 12:21:33"),
        (4, "123456789012345", "x", "178.8", "2024-11-01"),
        (5, "2.06771922565484E+18", "y", "0.00001", "001"),
    ]
    assert read(gzip.compress(data)) == read(data)


def test_workbook_row_numbers_count_empty_rows_above() -> None:
    data = xlsx_bytes(
        [["订单号", "标题", "数量"], ["A1", "茶", Number("1")], [], ["A2", "茶", Number("2")]], first_row=4
    )
    assert read(data) == [(5, "A1", "茶", "1"), (7, "A2", "茶", "2")]


def test_workbook_with_far_corners_is_refused_before_it_fills_the_memory() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert code_of(xlsx_bytes([["订单号", "标题", "数量"]], extra_cells=far)) == "file.too_large"


def test_damaged_workbooks() -> None:
    data = xlsx_bytes([["订单号", "标题", "数量"], ["A1", "茶", "1"]])
    assert code_of(data[:-30]) == "file.damaged"
    assert code_of(data[:200] + bytes(40) + data[240:]) == "file.damaged"
    assert code_of(data, Limits(bytes_max=500)) == "file.too_large"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("orders.csv", TEXT)
    assert code_of(out.getvalue()) == "file.kind"


def test_the_name_of_a_file_is_not_asked(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(xlsx_bytes([["订单号", "标题", "数量"], ["A1", "茶", "1"]]))
    with open_sheet(path, [ORDERS]) as sheet:
        assert [row.no for row in sheet.rows()] == [2]


def test_progress_counts_bytes_of_the_given_file_and_leaves_it_open() -> None:
    data = gzip.compress(TEXT.encode() + b"A3,x,1\n" * 1000)
    source = io.BytesIO(data)
    with open_sheet(source, [ORDERS]) as sheet:
        assert sheet.progress().bytes_total == len(data)
        rows = sheet.rows()
        next(rows)
        assert sum(1 for _ in rows) == 1001
        assert sheet.progress().bytes_read == len(data)
        assert sheet.rows_read == 1002
    assert not source.closed


class Pipe(io.BytesIO):
    """A stream that can only be read once, like standard input."""

    def seekable(self) -> bool:
        return False


def test_streams_that_cannot_seek() -> None:
    with open_sheet(Pipe(TEXT.encode()), [ORDERS]) as sheet:
        assert [row.no for row in sheet.rows()] == [2, 3]
