"""Taobao's ExportOrderDetailList: 18 columns, one row a sub-order, with the merchant's codes but no receiver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danshu.sdk.files import FileContext, ParsedOrder, ParsedRowsRefused, RowError, SheetRow
from danshu.sdk.money import line_amount
from danshu.sdk.orders import OrderLine, OrderMessage, Status
from danshu.sdk.parsing.cells import RowReader
from danshu.sdk.parsing.faults import FaultText
from danshu.sdk.parsing.groups import group_rows, once, refused
from danshu_connectors.channels.taobao.texts import EMPTY, STATUSES

REQUIRED = (
    "子订单编号", "主订单编号", "标题", "价格", "购买数量", "订单状态", "买家应付货款", "订单创建时间",
    "订单付款时间",
)  # fmt: skip
KNOWN = (
    "子订单编号", "主订单编号", "标题", "价格", "购买数量", "外部系统编号", "商品属性", "套餐信息", "备注",
    "订单状态", "商家编码", "支付单号", "买家应付货款", "买家实际支付金额", "退款状态", "退款金额", "订单创建时间",
    "订单付款时间",
)  # fmt: skip

REFUND_OPEN = FaultText(
    "refund.open",
    "第 {row} 行有“{column}”{value}，但退款状态是“{state}”，没有算作已退款。",
    "Row {row}: “{column}” is {value}, but the refund's state is “{state}”; it was not counted as refunded.",
    "退款完成后重新导出再导入，或在售后里登记。",
    "Export and import again once the refund is done, or record it as an after-sales case.",
)
PAID_MORE = FaultText(
    "line.owed_above_price",
    "第 {row} 行的“{column}”是 {value}，高于价格乘数量。",
    "Row {row}: “{column}” is {value}, more than price times quantity.",
    "已按文件保存；请核对价格和应付货款。",
    "It was kept as the file states it; check the price and the amount owed.",
)

# How far an order has come; among the lines that are not closed the least advanced one speaks for the order.
_ADVANCE: tuple[Status, ...] = (
    "pending_payment", "deposit_paid", "locked", "paid", "partially_shipped", "shipped", "delivered", "completed",
)  # fmt: skip


def parse(rows: Iterator[SheetRow], context: FileContext) -> Iterator[ParsedOrder | ParsedRowsRefused]:
    """Sub-orders as the lines of their order; one bad row refuses the whole order."""
    for group in group_rows(rows, lambda row: row.cells.get("主订单编号", "")):
        errors: list[RowError] = []
        order = _order([RowReader(row, context, errors, empty=EMPTY) for row in group])
        yield refused(group, errors) if errors else order


def _order(readers: Sequence[RowReader]) -> ParsedOrder:
    first = readers[0]
    warnings: list[RowError] = []
    paid_at = once(readers, "订单付款时间", RowReader.time)
    placed_at = once(readers, "订单创建时间", RowReader.time)
    lines = tuple([_line(reader, paid_at is not None, warnings) for reader in readers])
    paid = [reader.money("买家实际支付金额") for reader in readers]
    message = OrderMessage(
        source_no=first.identity("主订单编号"),
        status=order_status([line.status for line in lines if line.status]),
        placed_at=placed_at or first.needed_time("订单创建时间"),
        lines=lines,
        currency=first.currency,
        paid_at=paid_at,
        paid_minor=None if None in paid else sum(amount or 0 for amount in paid),
        refunded_minor=sum(_refunded(reader, warnings) for reader in readers),
        seller_note=first.optional("备注"),
    )
    return ParsedOrder(message, tuple([reader.no for reader in readers]), tuple(warnings))


def _line(reader: RowReader, paid: bool, warnings: list[RowError]) -> OrderLine:
    qty = reader.quantity("购买数量")
    price = reader.price("价格")
    goods = line_amount(price, qty) if price is not None else None
    owed = reader.money("买家应付货款")
    if owed is not None and goods is not None and owed > goods:
        warnings.append(PAID_MORE.at(reader.no, "买家应付货款", reader.text("买家应付货款")))
    status = reader.status("订单状态", STATUSES)
    return OrderLine(
        qty=qty,
        title=reader.needed("标题"),
        code=reader.code("商家编码") or reader.code("外部系统编号"),
        attributes=reader.optional("商品属性"),
        source_line_no=reader.code("子订单编号"),
        unit_price_e4=price,
        goods_minor=goods,
        discount_minor=max(goods - owed, 0) if goods is not None and owed is not None else 0,
        paid_minor=owed,
        status="cancelled" if status == "closed" and not paid else status,
    )


def _refunded(reader: RowReader, warnings: list[RowError]) -> int:
    amount = reader.money("退款金额") or 0
    state = reader.text("退款状态")
    if amount and "成功" not in state:
        warnings.append(REFUND_OPEN.at(reader.no, "退款金额", reader.text("退款金额"), state=state))
        return 0
    return amount


def order_status(lines: Sequence[Status]) -> Status:
    """The order's status from its lines': closed lines do not hold the others back."""
    alive = [status for status in lines if status in _ADVANCE]
    if not alive:
        return "closed" if "closed" in lines else "cancelled"
    least, most = min(alive, key=_ADVANCE.index), max(alive, key=_ADVANCE.index)
    if least == "paid" and _ADVANCE.index(most) > _ADVANCE.index("paid"):
        return "partially_shipped"
    return least
