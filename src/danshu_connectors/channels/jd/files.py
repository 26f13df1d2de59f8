"""JD's order export: 订单金额 is the goods' total, 应付金额 what the buyer owes, both repeated on every SKU's row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from danshu.sdk.files import FileContext, FileFormat, ParsedOrder, ParsedRowsRefused, RowError, SheetRow
from danshu.sdk.money import format_minor, line_amount
from danshu.sdk.orders import OrderLine, OrderMessage, Receiver, Status
from danshu.sdk.parsing.cells import RowReader, status_key
from danshu.sdk.parsing.faults import AMOUNT_MISMATCH, MISSING, STATUS_UNKNOWN
from danshu.sdk.parsing.groups import footer_by_id, group_rows, once, refused

_REQUIRED = (
    "订单号", "商品ID", "商品名称", "订购数量", "下单时间", "京东价", "订单金额", "应付金额", "订单状态", "运费金额",
)  # fmt: skip
_KNOWN = (
    "订单号", "商品ID", "商品名称", "订购数量", "支付方式", "下单时间", "京东价", "订单金额", "结算金额",
    "余额支付", "应付金额", "订单状态", "订单类型", "下单帐号", "客户姓名", "客户地址", "联系电话",
    "订单备注", "发票类型", "发票抬头", "发票内容", "商家备注", "商家备注等级（1-5）", "运费金额",
    "付款确认时间", "增值税发票", "货号", "订单完成时间", "订单来源", "订单渠道",
)  # fmt: skip
_ON_DELIVERY = "货到付款"

# As the export writes them, without blanks. “(删除)…” and “(锁定)…” go before the stage that they were set in.
STATUSES: dict[str, Status] = {
    "等待付款": "pending_payment",
    "未付款": "pending_payment",
    "等待付款确认": "pending_payment",
    "锁定": "locked",
    "暂停": "locked",
    "等待出库": "paid",
    "等待打印": "paid",
    "等待发货": "paid",
    "等待确认收货": "shipped",
    "等待收货": "shipped",
    "已发货": "shipped",
    "完成": "completed",
    "已完成": "completed",
    "取消": "cancelled",
    "已取消": "cancelled",
    "订单取消": "cancelled",
}
_STAGED = re.compile(r"\((删除|取消|锁定|暂停)\)(.+)")


def parse(rows: Iterator[SheetRow], context: FileContext) -> Iterator[ParsedOrder | ParsedRowsRefused]:
    """The SKUs of an order as its lines; one bad row refuses the whole order."""
    for group in group_rows(rows, lambda row: row.cells.get("订单号", "")):
        errors: list[RowError] = []
        order = _order([RowReader(row, context, errors, empty=frozenset({"null"})) for row in group])
        yield refused(group, errors) if errors else order


def _order(readers: Sequence[RowReader]) -> ParsedOrder:
    first = readers[0]
    lines = tuple([_line(reader) for reader in readers])
    goods = once(readers, "订单金额", RowReader.money)
    owed = once(readers, "应付金额", RowReader.money)
    if owed is None:
        first.fail(MISSING, "应付金额")
    freight = once(readers, "运费金额", RowReader.money) or 0
    paid_at = once(readers, "付款确认时间", RowReader.time)
    placed_at = once(readers, "下单时间", RowReader.time) or first.needed_time("下单时间")
    online = _said(readers, "支付方式") != _ON_DELIVERY
    once(readers, "订单状态", RowReader.text)
    status = _status(first, paid_at is not None, online)
    counted = sum(line.goods_minor or 0 for line in lines)
    is_paid = paid_at is not None or (online and status not in ("pending_payment", "cancelled"))
    message = OrderMessage(
        source_no=first.identity("订单号"),
        status=status,
        placed_at=placed_at,
        lines=lines,
        currency=first.currency,
        paid_at=paid_at,
        completed_at=once(readers, "订单完成时间", RowReader.time) if status == "completed" else None,
        total_minor=owed,
        # JD lets an order past payment only when all of it is paid; with cash on delivery nothing is known.
        paid_minor=owed if is_paid else None,
        freight_minor=freight,
        discount_minor=max(counted + freight - (owed or 0), 0),
        buyer_nick=_said(readers, "下单帐号"),
        receiver=_receiver(readers),
        buyer_note=_said(readers, "订单备注"),
        seller_note=_said(readers, "商家备注"),
        sub_source=_said(readers, "订单渠道"),
    )
    return ParsedOrder(message, tuple([reader.no for reader in readers]), _warnings(first, message, counted, goods))


def _warnings(first: RowReader, message: OrderMessage, counted: int, goods: int | None) -> tuple[RowError, ...]:
    """The goods must make 订单金额; and no discount explains a buyer who owes more than goods and freight."""
    shown = format_minor(counted, message.currency)
    if goods is not None and goods != counted:
        return (AMOUNT_MISMATCH.at(first.no, "订单金额", format_minor(goods, message.currency), counted=shown),)
    total = message.total_minor or 0
    if total > counted + message.freight_minor:
        shown = format_minor(counted + message.freight_minor, message.currency)
        return (AMOUNT_MISMATCH.at(first.no, "应付金额", format_minor(total, message.currency), counted=shown),)
    return ()


def _said(readers: Sequence[RowReader], column: str) -> str | None:
    return once(readers, column, RowReader.optional)


def _line(reader: RowReader) -> OrderLine:
    qty = reader.quantity("订购数量")
    price = reader.price("京东价")
    if price is None:
        reader.needed("京东价")
    reader.needed("商品ID")
    return OrderLine(
        qty=qty,
        title=reader.text("商品名称"),
        code=reader.code("货号"),
        item_id=reader.code("商品ID"),
        unit_price_e4=price,
        goods_minor=line_amount(price, qty) if price is not None else None,
    )


def _status(reader: RowReader, has_paid_time: bool, online: bool) -> Status:
    """“(删除)等待出库” was deleted while waiting to be shipped, so after an online payment; “(锁定)…” must not ship."""
    text = status_key(reader.needed("订单状态"))
    staged = _STAGED.fullmatch(text)
    stage = STATUSES.get(staged[2] if staged else text)
    if stage is None:
        if text:
            reader.fail(STATUS_UNKNOWN, "订单状态")
        return "pending_payment"
    if staged is None:
        return "closed" if stage == "cancelled" and has_paid_time else stage
    if staged[1] in ("锁定", "暂停"):
        return "locked" if stage == "paid" else stage
    was_paid = has_paid_time or (online and stage not in ("pending_payment", "cancelled"))
    return "closed" if was_paid else "cancelled"


def _receiver(readers: Sequence[RowReader]) -> Receiver:
    name, phone, address = (_said(readers, column) for column in ("客户姓名", "联系电话", "客户地址"))
    return Receiver(name=name, phone=phone, address=address, masked="*" in f"{name or ''}{phone or ''}{address or ''}")


FORMATS = (
    FileFormat(
        code="jd",
        channel="jd",
        title_zh="京东商家订单导出",
        title_en="JD seller centre order export",
        default_mode="live",
        currency="CNY",
        zone="Asia/Shanghai",
        required=_REQUIRED,
        known=_KNOWN,
        parse=parse,
        is_footer=footer_by_id("订单号"),
    ),
)
