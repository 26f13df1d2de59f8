"""Taobao's ExportOrderList: 41 columns, one row an order, several titles in one cell with one total quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator

from danshu.sdk.files import FileContext, FileFormat, ParsedOrder, ParsedRowsRefused, RowError, SheetRow
from danshu.sdk.orders import OrderLine, OrderMessage, Parcel, Status
from danshu.sdk.parsing.cells import RowReader, total_check
from danshu.sdk.parsing.faults import MISSING, FaultText
from danshu.sdk.parsing.groups import footer_by_id, refused
from danshu_connectors.channels.taobao import items
from danshu_connectors.channels.taobao.texts import EMPTY, STATUSES, receiver

_REQUIRED = (
    "订单编号", "总金额", "买家应付货款", "买家应付邮费", "买家实际支付金额", "订单状态", "收货地址", "订单创建时间",
    "订单付款时间", "宝贝标题", "宝贝总数量",
)  # fmt: skip
_KNOWN = (
    "订单编号", "买家会员名", "买家支付宝账号", "买家应付货款", "买家应付邮费", "买家支付积分", "总金额", "返点积分",
    "买家实际支付金额", "买家实际支付积分", "订单状态", "买家留言", "收货人姓名", "收货地址", "运送方式", "联系电话",
    "联系手机", "订单创建时间", "订单付款时间", "宝贝标题", "宝贝种类", "物流单号", "物流公司", "订单备注",
    "宝贝总数量", "店铺Id", "店铺名称", "订单关闭原因", "卖家服务费", "买家服务费", "发票抬头", "是否手机订单",
    "分阶段订单信息", "特权订金订单id", "定金排名", "修改后的sku", "修改后的收货地址", "异常信息", "天猫卡券抵扣",
    "集分宝抵扣", "是否是O2O交易", "退款金额",
)  # fmt: skip
_TRACKING = re.compile(r"[0-9A-Za-z-]{6,40}")

QUANTITY_MERGED = FaultText(
    "quantity.merged",
    "第 {row} 行有 {titles} 个宝贝标题，但只有总数量 {value}，无法知道每个宝贝各几件。",
    "Row {row} has {titles} titles but one total quantity of {value}: how many of each is not said.",
    "订单按一行保存；请改用“宝贝报表”（ExportOrderDetailList）导入，或在订单里手工拆分。",
    "The order was kept with one line; import the item report (ExportOrderDetailList) instead, or split it by hand.",
)


def parse(rows: Iterator[SheetRow], context: FileContext) -> Iterator[ParsedOrder | ParsedRowsRefused]:
    """One order a row; a row that cannot be read is refused."""
    for row in rows:
        errors: list[RowError] = []
        order = _order(RowReader(row, context, errors, empty=EMPTY))
        yield refused([row], errors) if errors else order


def _order(reader: RowReader) -> ParsedOrder:
    warnings: list[RowError] = []
    lines = _lines(reader, warnings)
    paid_at = reader.time("订单付款时间")
    paid = reader.money("买家实际支付金额")
    message = OrderMessage(
        source_no=reader.identity("订单编号"),
        status=_status(reader, paid_at is not None or bool(paid)),
        placed_at=reader.needed_time("订单创建时间"),
        lines=lines,
        currency=reader.currency,
        paid_at=paid_at,
        total_minor=reader.money("总金额"),
        paid_minor=paid,
        freight_minor=reader.money("买家应付邮费") or 0,
        refunded_minor=reader.money("退款金额") or 0,
        buyer_nick=reader.optional("买家会员名"),
        receiver=receiver(
            reader.text("收货人姓名"),
            reader.text("联系手机") or reader.text("联系电话"),
            reader.text("修改后的收货地址") or reader.text("收货地址"),
        ),
        buyer_note=reader.optional("买家留言"),
        seller_note=reader.optional("订单备注"),
        close_reason=reader.optional("订单关闭原因"),
        sub_source=reader.optional("店铺名称"),
        parcels=_parcels(reader),
    )
    warnings.extend(total_check(message, reader.no, "总金额", reader.money("买家应付货款")))
    return ParsedOrder(message, (reader.no,), tuple(warnings))


def _status(reader: RowReader, paid: bool) -> Status:
    status = reader.status("订单状态", STATUSES)
    stages = "".join(reader.text("分阶段订单信息").split())
    if status == "pending_payment" and "定金已付" in stages and "尾款未付" in stages:
        return "deposit_paid"
    # “交易关闭” is said of orders closed before and after payment alike; the payment tells which.
    return "cancelled" if status == "closed" and not paid else status


def _lines(reader: RowReader, warnings: list[RowError]) -> tuple[OrderLine, ...]:
    """A line for each title where the quantities are certain, one line for all where they are not.

    A title may itself hold a full-width comma: 宝贝种类 says how many kinds there are, and wins over counting commas.
    An empty title is kept with a warning: some exports leave it out of closed orders.
    """
    text = reader.text("宝贝标题")
    if not text:
        warnings.append(MISSING.at(reader.no, "宝贝标题", ""))
    qty = reader.quantity("宝贝总数量")
    goods = reader.money("买家应付货款")
    titles = [title.strip() for title in text.split("，") if title.strip()]
    kinds = reader.quantity("宝贝种类") if reader.text("宝贝种类") else max(len(titles), 1)
    if kinds == 1:
        return (OrderLine(qty=qty, title=text, goods_minor=goods),)
    if kinds == len(titles) == qty:
        return tuple([OrderLine(qty=1, title=title) for title in titles])
    warnings.append(QUANTITY_MERGED.at(reader.no, "宝贝总数量", str(qty), titles=kinds))
    return (OrderLine(qty=qty, title=text, goods_minor=goods),)


def _parcels(reader: RowReader) -> tuple[Parcel, ...]:
    courier = reader.optional("物流公司")
    numbers = dict.fromkeys(_TRACKING.findall(reader.text("物流单号").removeprefix("No:")))
    return tuple([Parcel(number, courier) for number in numbers])


FORMATS = (
    FileFormat(
        code="taobao",
        channel="taobao",
        title_zh="淘宝/天猫订单报表（ExportOrderList）",
        title_en="Taobao/Tmall order report (ExportOrderList)",
        default_mode="live",
        currency="CNY",
        zone="Asia/Shanghai",
        required=_REQUIRED,
        known=_KNOWN,
        parse=parse,
        is_footer=footer_by_id("订单编号"),
    ),
    FileFormat(
        code="taobao_items",
        channel="taobao",
        title_zh="淘宝/天猫宝贝报表（ExportOrderDetailList）",
        title_en="Taobao/Tmall item report (ExportOrderDetailList)",
        default_mode="live",
        currency="CNY",
        zone="Asia/Shanghai",
        required=items.REQUIRED,
        known=items.KNOWN,
        parse=items.parse,
        is_footer=footer_by_id("主订单编号", "子订单编号"),
    ),
)
