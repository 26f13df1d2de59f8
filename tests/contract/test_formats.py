"""Every file format of every channel against its fixtures: what the files say is what the messages say, to the cent."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.fixtures.write_fixtures import FILES, content
from contract.table_files import FIXTURES, SHARED, all_formats, context_of, format_named, parsed, xlsx_bytes
from danshu.sdk.files import FileFormat, ParsedOrder
from danshu.sdk.orders import OrderMessage
from danshu.sdk.sheets import open_sheet
from danshu.sdk.sheets.sheet import plain
from danshu_connectors.channels.generic.columns import LINE_COLUMNS, ORDER_COLUMNS
from danshu_connectors.channels.generic.columns import STATUSES as GENERIC_STATUSES
from danshu_connectors.channels.jd.files import STATUSES as JD_STATUSES
from danshu_connectors.channels.taobao.texts import STATUSES as TAOBAO_STATUSES

FORMAT_OF = {
    "taobao_orders_gbk.csv": "taobao",
    "taobao_items_gbk.csv": "taobao_items",
    "jd_orders_gbk.csv": "jd",
    "tmall_report.csv": "tmall",
    "uci_lines.csv": "uci",
    "generic_zh.csv": "generic",
    "generic_en.txt": "generic",
}
SHARED_FILES = {
    "payloads/csv_fixtures/taobao_ExportOrderList_gbk.csv": "taobao",
    "payloads/csv_fixtures/jd_orders_gbk.csv": "jd",
    "datasets/tmall/tmall_order_report.csv": "tmall",
}


def shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not at hand: it has no licence to be kept here")
    return path


def orders_of(path: str | Path | bytes, code: str) -> dict[str, OrderMessage]:
    found = [one.message for one in parsed(path, code)[0]]
    return {one.source_no: one for one in found if isinstance(one, OrderMessage)}


def faults_of(path: str | Path | bytes, code: str) -> list[tuple[int, str | None, str | None, str]]:
    refused = parsed(path, code)[1]
    return [(error.row_no, error.column, error.value, error.code) for one in refused for error in one.errors]


@pytest.mark.parametrize("name", FILES)
def test_stored_fixtures_are_what_their_writer_writes(name: str) -> None:
    assert (FIXTURES / name).read_bytes() == content(name)


@pytest.mark.parametrize("one", all_formats(), ids=lambda one: one.code)
def test_formats_declare_themselves(one: FileFormat) -> None:
    assert set(one.required) <= set(one.known)
    assert len(set(one.known)) == len(one.known)
    assert set(one.aliases.values()) <= set(one.known)
    assert all(alias == alias.strip().lower() for alias in one.aliases)
    assert one.zone in available_timezones()
    assert one.title_zh and one.title_en


def test_format_codes_are_unique() -> None:
    assert max(Counter(one.code for one in all_formats()).values()) == 1


@pytest.mark.parametrize(("name", "code"), FORMAT_OF.items())
def test_no_row_is_lost_and_parsing_is_pure(name: str, code: str) -> None:
    one = format_named(code)
    with open_sheet(FIXTURES / name, all_formats()) as sheet:
        assert sheet.format is one
        rows = list(sheet.rows())
    first = list(one.parse(iter(rows), context_of(one)))
    told = Counter[int]()
    for result in first:
        told.update(result.row_nos if isinstance(result, ParsedOrder) else [row.no for row in result.rows])
    assert told == Counter(row.no for row in rows)
    assert list(one.parse(iter(rows), context_of(one))) == first
    for result in first:
        errors = result.warnings if isinstance(result, ParsedOrder) else result.errors
        assert isinstance(result, ParsedOrder) or errors
        for error in errors:
            assert f"{error.row_no}" in error.what_zh and f"{error.row_no}" in error.what_en
            assert error.mend_zh and error.mend_en and "{" not in error.what_zh + error.what_en


@pytest.mark.parametrize(("name", "code"), FORMAT_OF.items())
def test_a_workbook_says_the_same_as_the_text(name: str, code: str) -> None:
    lines, _ = FILES[name]
    delimiter = "\t" if name.endswith(".txt") else ","
    table = list(csv.reader(lines, delimiter=delimiter))
    # A workbook has no ragged rows: cells beyond the header have a column of their own.
    table = [row for row in table if "TOO" not in row]
    text = io.StringIO()
    csv.writer(text).writerows(table)
    assert orders_of(xlsx_bytes(table), code) == orders_of(text.getvalue().encode(), code)


def test_taobao_orders() -> None:
    orders = orders_of(FIXTURES / "taobao_orders_gbk.csv", "taobao")
    assert {number[-2:]: order.status for number, order in orders.items()} == {
        "17": "paid",
        "25": "shipped",
        "33": "completed",
        "41": "cancelled",
        "58": "closed",
        "74": "deposit_paid",
    }
    one = orders["3100000000000000017"]
    assert [(line.title, line.qty, line.goods_minor) for line in one.lines] == [("红茶，礼盒装", 2, 3500)]
    assert (one.total_minor, one.paid_minor, one.freight_minor) == (4100, 4100, 600)
    assert one.buyer_note is None
    assert one.placed_at.isoformat() == "2025-03-01T10:00:00+08:00"
    assert (one.receiver.name, one.receiver.phone, one.receiver.masked) == ("李明", "13900000001", False)
    assert (one.receiver.province, one.receiver.city, one.receiver.district, one.receiver.detail) == (
        "浙江省",
        "杭州市",
        "西湖区",
        "文一路 1 号",
    )
    assert one.receiver.postcode == "310012"
    two = orders["3100000000000000025"]
    assert [(line.title, line.qty) for line in two.lines] == [("绿茶", 1), ("茶杯", 1)]
    assert (two.receiver.name, two.receiver.phone, two.receiver.masked) == ("王**", "138****0000", True)
    assert two.receiver.province is None and two.receiver.address == "上海 上海市 黄浦区 南京东路**号(200001)"
    assert [(parcel.tracking_no, parcel.courier) for parcel in two.parcels] == [("YT1234567890123", "圆通速递")]


def test_taobao_never_splits_an_ambiguous_quantity() -> None:
    merged = next(
        one for one in parsed(FIXTURES / "taobao_orders_gbk.csv", "taobao")[0] if one.message.source_no.endswith("33")
    )
    assert [(line.title, line.qty) for line in merged.message.lines] == [("绿茶，茶杯", 5)]
    assert [warning.code for warning in merged.warnings] == ["quantity.merged", "amount.mismatch"]
    assert "95.00" in merged.warnings[1].what_en and "90.00" in merged.warnings[1].what_en


def test_taobao_refuses_with_every_fault_named() -> None:
    assert sorted(faults_of(FIXTURES / "taobao_orders_gbk.csv", "taobao"), key=str) == sorted(
        [
            (7, "宝贝总数量", "半", "cell.not_a_quantity"),
            (7, "买家应付货款", "二十", "cell.not_a_number"),
            (7, "订单状态", "等待火星人发货", "status.unknown"),
            (7, "订单创建时间", "昨天", "cell.not_a_time"),
            (8, "订单编号", "3.10000E+18", "cell.id_mangled"),
        ],
        key=str,
    )


def test_taobao_items() -> None:
    orders = orders_of(FIXTURES / "taobao_items_gbk.csv", "taobao_items")
    one = orders["40"]
    assert [(line.code, line.qty, line.goods_minor, line.discount_minor, line.paid_minor) for line in one.lines] == [
        ("TEA-G", 2, 5000, 500, 4500),
        ("CUP-1", 1, 990, 0, 990),
    ]
    assert [line.status for line in one.lines] == ["shipped", "paid"]
    assert (one.status, one.paid_minor, one.refunded_minor) == ("partially_shipped", 5490, 990)
    assert orders["50"].status == "cancelled"
    # One line of order 60 has no quantity: half an order is worse than none.
    assert faults_of(FIXTURES / "taobao_items_gbk.csv", "taobao_items") == [(6, "购买数量", "", "cell.missing")]
    assert [[row.no for row in one.rows] for one in parsed(FIXTURES / "taobao_items_gbk.csv", "taobao_items")[1]] == [
        [5, 6]
    ]


def test_jd_counts_order_amounts_once() -> None:
    orders = orders_of(FIXTURES / "jd_orders_gbk.csv", "jd")
    one = orders["900001"]
    assert [(line.code, line.item_id, line.qty, line.goods_minor) for line in one.lines] == [
        ("TEA", "1001", 2, 10000),
        (None, "1002", 1, 5000),
    ]
    assert (one.total_minor, one.freight_minor, one.discount_minor) == (14600, 600, 1000)
    assert all(line.paid_minor is None for line in one.lines)
    assert {number: order.status for number, order in orders.items()} == {
        "900001": "paid",
        "900002": "closed",
        "900003": "locked",
        "900004": "completed",
    }
    results, _, sheet = parsed(FIXTURES / "jd_orders_gbk.csv", "jd")
    assert results[0].row_nos == (3, 5)
    assert [[warning.code for warning in one.warnings] for one in results] == [[], [], [], ["amount.mismatch"]]
    assert sheet.header_row_no == 2 and sheet.footer_nos == [10]
    assert faults_of(FIXTURES / "jd_orders_gbk.csv", "jd") == [(9, "应付金额", "31.00", "order.conflict")]


def test_tmall_report() -> None:
    orders = orders_of(FIXTURES / "tmall_report.csv", "tmall")
    assert {
        number: (order.status, order.total_minor, order.paid_minor, order.refunded_minor)
        for number, order in orders.items()
    } == {
        "1": ("cancelled", 17880, 0, 0),
        "2": ("completed", 2100, 2100, 0),
        "3": ("closed", 4300, 4300, 4300),
        "4": ("completed", 32770, 32770, 17880),
        "5": ("completed", 5000, 4000, 0),
    }
    assert {order.lines[0].title for order in orders.values()} == {"整单（报表不含商品明细）"}
    assert faults_of(FIXTURES / "tmall_report.csv", "tmall") == [(7, "总金额", "五十", "cell.not_a_number")]


def test_generic_layout() -> None:
    orders = orders_of(FIXTURES / "generic_zh.csv", "generic")
    one = orders["G-1"]
    assert [(line.code, line.title, line.qty, line.goods_minor, line.is_gift) for line in one.lines] == [
        ("TEA", "茶, 礼盒", 2, 2100, False),
        ("CUP", "杯", 1, 0, True),
    ]
    assert (one.freight_minor, one.discount_minor, one.total_minor, one.paid_minor) == (600, 100, 2600, 2600)
    assert [parcel.tracking_no for parcel in one.parcels] == ["SF1000000000001", "SF1000000000002"]
    assert one.receiver.address == "浙江省 杭州市 西湖区 文三路 3 号"
    assert orders["G-2"].status == "pending_payment"
    assert faults_of(FIXTURES / "generic_zh.csv", "generic") == [(6, "运费", "7.00", "order.conflict")]
    english = orders_of(FIXTURES / "generic_en.txt", "generic")
    assert (english["W-1"].currency, english["W-1"].total_minor) == ("USD", 370350)
    assert english["W-1"].placed_at.isoformat() == "2025-03-01T08:00:00+00:00"
    assert (english["W-3"].currency, english["W-3"].lines[0].goods_minor) == ("JPY", 1000)
    assert faults_of(FIXTURES / "generic_en.txt", "generic") == [(3, "status", "lost", "status.unknown")]


HOSTILE = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=12)
CODES = st.from_regex(r"[A-Z]{1,3}-[0-9]{1,18}", fullmatch=True)


@st.composite
def generic_rows(draw: st.DrawFn) -> list[dict[str, str]]:
    """Lines of a few orders, mixed up, with whatever text people write."""
    rows = []
    for number in draw(st.lists(CODES, min_size=1, max_size=4, unique=True)):
        note, freight = draw(HOSTILE), draw(st.integers(0, 10**6))
        rows.extend(
            {
                "订单号": number,
                "下单时间": "2025-03-01 08:00:00",
                "商品编码": draw(CODES),
                "商品名称": draw(HOSTILE),
                "数量": str(draw(st.integers(1, 999))),
                "单价": str(Decimal(draw(st.integers(0, 10**9))).scaleb(-6)),
                "运费": str(Decimal(freight).scaleb(-2)),
                "买家留言": note,
            }
            for _ in range(draw(st.integers(1, 3)))
        )
    return draw(st.permutations(rows))


@settings(max_examples=60, deadline=None)
@given(
    rows=generic_rows(),
    encoding=st.sampled_from(["utf-8-sig", "gb18030", "utf-16"]),
    delimiter=st.sampled_from([",", "\t", ";", "|"]),
    ending=st.sampled_from(["\r\n", "\n"]),
)
def test_generic_rows_come_back_equal(rows: list[dict[str, str]], encoding: str, delimiter: str, ending: str) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    orders, refused, _ = parsed(text.getvalue().encode(encoding), "generic")
    assert not refused
    came_back = [
        (
            one.message.source_no,
            line.code,
            line.title,
            line.qty,
            line.unit_price_e4,
            line.goods_minor,
            one.message.freight_minor,
            one.message.buyer_note,
        )
        for one in orders
        if isinstance(one.message, OrderMessage)
        for line in one.message.lines
    ]
    first_rows = list(dict.fromkeys(row["订单号"] for row in rows))
    written = [
        (
            row["订单号"],
            row["商品编码"],
            plain(row["商品名称"].strip()),
            int(row["数量"]),
            int(Decimal(row["单价"]).scaleb(6)),
            int((Decimal(row["单价"]).scaleb(2) * int(row["数量"])).quantize(Decimal(1), ROUND_HALF_UP)),
            int(Decimal(row["运费"]).scaleb(2)),
            plain(row["买家留言"].strip()) or None,
        )
        for number in first_rows
        for row in rows
        if row["订单号"] == number
    ]
    assert came_back == written


DOCS = Path(__file__).parents[2] / "docs" / "reference"
SOURCES = Path(__file__).parents[2] / "src"


def test_the_reference_names_every_code_column_and_status() -> None:
    sdk = [*(SOURCES / "danshu/sdk").rglob("*.py"), *(SOURCES / "danshu_connectors/channels").rglob("files.py")]
    sdk += (SOURCES / "danshu_connectors/channels").rglob("items.py")
    texts = [path.read_text(encoding="utf-8") for path in sdk]
    codes = {code for text in texts for code in re.findall(r'(?:DanshuError|FaultText)\(\s*"([a-z]+\.[a-z_]+)"', text)}
    assert {"file.encoding", "cell.missing", "uci.negative_sale", "quantity.merged"} <= codes
    words = [*ORDER_COLUMNS.items(), *LINE_COLUMNS.items()]
    statuses = set(GENERIC_STATUSES) | set(TAOBAO_STATUSES) | set(JD_STATUSES)
    for page in ("import-formats.md", "import-formats.zh-CN.md"):
        told = (DOCS / page).read_text(encoding="utf-8")
        assert [code for code in sorted(codes) if f"`{code}`" not in told] == []
        assert [pair for pair in words if f"| {pair[0]} | `{pair[1]}` |" not in told] == []
        assert [status for status in sorted(statuses) if status not in told] == []
        assert [one.code for one in all_formats() if f"`{one.code}`" not in told] == []


@pytest.mark.parametrize(("name", "code"), SHARED_FILES.items())
def test_shared_files(name: str, code: str) -> None:
    results, refused, sheet = parsed(shared(name), code)
    assert sheet.unknown == ()
    assert refused == []
    if code == "tmall":
        with shared(name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        messages = [one.message for one in results if isinstance(one.message, OrderMessage)]
        assert len(messages) == len(rows) == 28_010
        assert Counter(one.status for one in messages)["cancelled"] == 3_923
        paid = sum(Decimal(row["买家实际支付金额"]) for row in rows)
        kept = sum((one.paid_minor or 0) - one.refunded_minor for one in messages)
        assert kept == int(paid * 100)
        assert sum(one.total_minor or 0 for one in messages) == int(sum(Decimal(row["总金额"]) for row in rows) * 100)
        assert not any(one.warnings for one in results)
