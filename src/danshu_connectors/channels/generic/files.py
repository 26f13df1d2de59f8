"""The generic layout: one row an order line; the order's columns are repeated on its rows, or stand on one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from danshu.sdk.files import FileContext, FileFormat, ParsedOrder, ParsedRowsRefused, RowError, SheetRow
from danshu.sdk.money import format_minor, line_amount
from danshu.sdk.orders import OrderLine, OrderMessage, Parcel, Receiver, Status
from danshu.sdk.parsing.cells import RowReader, total_check
from danshu.sdk.parsing.faults import AMOUNT_MISMATCH, FaultText
from danshu.sdk.parsing.groups import footer_by_id, group_rows, once, refused
from danshu.sdk.sheets import written_names
from danshu_connectors.channels.generic.columns import (
    ALIASES,
    CURRENCY_NAMES,
    KNOWN,
    NO_WORDS,
    REQUIRED,
    STATUSES,
    YES_WORDS,
)

_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_BETWEEN_NUMBERS = re.compile(r"[\s,，;；、/]+")

UNKNOWN_WORD = FaultText(
    "cell.unknown_word",
    "第 {row} 行的“{column}”是“{value}”，不在允许的写法之内：{allowed}。",
    "Row {row}: “{column}” is “{value}”; allowed is: {allowed}.",
    "改成允许的写法后重新导入。",
    "Write it as allowed and import again.",
)


def parse(rows: Iterator[SheetRow], context: FileContext) -> Iterator[ParsedOrder | ParsedRowsRefused]:
    """The rows of an order as its lines; one bad row refuses the whole order."""
    known_header: tuple[str, ...] = ()
    number_column = "订单号"

    def order_no(row: SheetRow) -> str:
        nonlocal known_header, number_column
        if known_header != tuple(row.cells):
            known_header = tuple(row.cells)
            number_column = written_names(row.cells, FORMATS[0]).get("订单号", "订单号")
        return row.cells.get(number_column, "")

    for group in group_rows(rows, order_no):
        errors: list[RowError] = []
        names = written_names(group[0].cells, FORMATS[0])
        readers = [RowReader(row, context, errors, names=names) for row in group]
        _set_currency(readers)
        order = _Order(readers).parsed()
        yield refused(group, errors) if errors else order


def _set_currency(readers: Sequence[RowReader]) -> None:
    said = once(readers, "币种", RowReader.optional)
    if said is None:
        return
    currency = CURRENCY_NAMES.get(said, said.upper())
    if not _CURRENCY.fullmatch(currency):
        readers[0].fail(UNKNOWN_WORD, "币种", allowed="CNY, USD, GBP … (ISO 4217)")
        return
    for reader in readers:
        reader.currency = currency


class _Order:
    """The rows of one order, and its own columns read once."""

    def __init__(self, readers: Sequence[RowReader]) -> None:
        self.readers = readers
        self.first = readers[0]

    def _said(self, column: str) -> str | None:
        return once(self.readers, column, RowReader.optional)

    def _time(self, column: str) -> datetime | None:
        return once(self.readers, column, RowReader.time)

    def _money(self, column: str) -> int | None:
        return once(self.readers, column, RowReader.money)

    def parsed(self) -> ParsedOrder:
        """The order; faults are in the readers' errors."""
        warnings: list[RowError] = []
        first, paid_at = self.first, self._time("付款时间")
        message = OrderMessage(
            source_no=first.identity("订单号"),
            status=self._status(paid_at),
            placed_at=self._time("下单时间") or first.needed_time("下单时间"),
            lines=tuple([_line(reader, warnings) for reader in self.readers]),
            currency=first.currency,
            modified_at=self._time("更新时间"),
            paid_at=paid_at,
            shipped_at=self._time("发货时间"),
            delivered_at=self._time("签收时间"),
            completed_at=self._time("完成时间"),
            closed_at=self._time("关闭时间"),
            total_minor=self._money("总额"),
            paid_minor=self._money("实付"),
            freight_minor=self._money("运费") or 0,
            discount_minor=self._money("优惠") or 0,
            tax_minor=self._money("税费") or 0,
            refunded_minor=self._money("已退款") or 0,
            buyer_nick=self._said("买家"),
            buyer_id=self._said("买家ID"),
            receiver=self._receiver(),
            buyer_note=self._said("买家留言"),
            seller_note=self._said("卖家备注"),
            close_reason=self._said("关闭原因"),
            parcels=self._parcels(),
        )
        warnings.extend(total_check(message, first.no, first.names.get("总额", "总额")))
        return ParsedOrder(message, tuple([reader.no for reader in self.readers]), tuple(warnings))

    def _status(self, paid_at: datetime | None) -> Status:
        """Without a word for the status the layout defines it: paid if there is a time of payment, else unpaid."""
        found: Status | None = once(self.readers, "状态", _read_status)
        if found is not None:
            return found
        return "paid" if paid_at else "pending_payment"

    def _receiver(self) -> Receiver:
        name, phone, country = self._said("收货人"), self._said("电话"), (self._said("国家") or "CN").upper()
        country = "CN" if country == "中国" else country
        if not _COUNTRY.fullmatch(country):
            self.first.fail(UNKNOWN_WORD, "国家", allowed="中国, CN, US, GB … (ISO 3166-1 alpha-2)")
        parts = [self._said(column) for column in ("省", "市", "区", "街道", "详细地址")]
        province, city, district, town, detail = parts
        address = " ".join(filter(None, parts)) or None
        return Receiver(
            name=name,
            phone=phone,
            province=province,
            city=city,
            district=district,
            town=town,
            detail=detail if province else None,
            address=address,
            postcode=self._said("邮编"),
            country=country,
            masked="*" in f"{name or ''}{phone or ''}{address or ''}",
        )

    def _parcels(self) -> tuple[Parcel, ...]:
        """Each tracking number once; rows of one order may name several, a cell too."""
        found: dict[str, Parcel] = {}
        for reader in self.readers:
            for number in filter(None, _BETWEEN_NUMBERS.split(reader.code("运单号") or "")):
                found.setdefault(number, Parcel(number, reader.optional("快递公司")))
        return tuple(found.values())


def _read_status(reader: RowReader, column: str) -> Status:
    return reader.status(column, STATUSES)


def _line(reader: RowReader, warnings: list[RowError]) -> OrderLine:
    qty, price, amount = reader.quantity("数量"), reader.price("单价"), reader.money("金额")
    goods = line_amount(price, qty) if price is not None else amount
    if amount is not None and goods is not None and goods != amount:
        column = reader.names.get("金额", "金额")
        counted, said = (format_minor(minor, reader.currency) for minor in (goods, amount))
        warnings.append(AMOUNT_MISMATCH.at(reader.no, column, said, counted=counted))
        goods = amount
    gift = reader.text("赠品").lower()
    if gift not in YES_WORDS | NO_WORDS:
        reader.fail(UNKNOWN_WORD, "赠品", allowed="是/否, yes/no, 1/0, true/false")
    reader.needed("商品编码")
    return OrderLine(
        qty=qty,
        title=reader.text("商品名称"),
        code=reader.code("商品编码"),
        item_id=reader.code("平台商品号"),
        attributes=reader.optional("规格"),
        source_line_no=reader.optional("行号"),
        unit_price_e4=price,
        goods_minor=goods,
        discount_minor=reader.money("行优惠") or 0,
        is_gift=gift in YES_WORDS,
    )


FORMATS = (
    FileFormat(
        code="generic",
        channel="generic",
        title_zh="通用订单表（单枢自有格式）",
        title_en="Generic order table (Danshu's own layout)",
        default_mode="live",
        currency="CNY",
        zone="Asia/Shanghai",
        required=REQUIRED,
        known=KNOWN,
        parse=parse,
        is_footer=footer_by_id("订单号", *(alias for alias, name in ALIASES.items() if name == "订单号")),
        aliases=ALIASES,
    ),
)
