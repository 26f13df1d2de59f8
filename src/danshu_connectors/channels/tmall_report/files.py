"""The Tmall order report: 订单编号, 总金额, 买家实际支付金额, 收货地址, 订单创建时间, 订单付款时间, 退款金额.

买家实际支付金额 is what is left after refunds: in all 24,087 paid rows of the known report it and 退款金额 make 总金额.
"""

from __future__ import annotations

from collections.abc import Iterator

from danshu.sdk.files import FileContext, FileFormat, ParsedOrder, ParsedRowsRefused, RowError, SheetRow
from danshu.sdk.money import format_minor
from danshu.sdk.orders import OrderLine, OrderMessage, Receiver, Status
from danshu.sdk.parsing.cells import RowReader
from danshu.sdk.parsing.faults import AMOUNT_MISMATCH, MISSING
from danshu.sdk.parsing.groups import footer_by_id, refused

_COLUMNS = ("订单编号", "总金额", "买家实际支付金额", "收货地址", "订单创建时间", "订单付款时间", "退款金额")
WHOLE_ORDER = "整单（报表不含商品明细）"


def parse(rows: Iterator[SheetRow], context: FileContext) -> Iterator[ParsedOrder | ParsedRowsRefused]:
    """One order a row; a row that cannot be read is refused."""
    for row in rows:
        errors: list[RowError] = []
        order = _order(RowReader(row, context, errors, empty=frozenset({"null"})))
        yield refused([row], errors) if errors else order


def _order(reader: RowReader) -> ParsedOrder:
    total = _needed_money(reader, "总金额")
    kept = _needed_money(reader, "买家实际支付金额")
    refunded = reader.money("退款金额") or 0
    paid_at = reader.time("订单付款时间")
    # Some exports of this report write what was paid before refunds; then the two together exceed the total.
    paid = kept if kept + refunded > total else kept + refunded
    status: Status = "completed"
    if paid_at is None:
        status = "cancelled"
    elif refunded >= paid > 0:
        status = "closed"
    placed_at = reader.needed_time("订单创建时间")
    message = OrderMessage(
        source_no=reader.identity("订单编号"),
        status=status,
        placed_at=placed_at,
        lines=(OrderLine(qty=1, title=WHOLE_ORDER, goods_minor=total),),
        currency=reader.currency,
        paid_at=paid_at,
        total_minor=total,
        paid_minor=paid if paid_at else 0,
        refunded_minor=refunded,
        receiver=Receiver(province=reader.optional("收货地址")),
    )
    warnings: tuple[RowError, ...] = ()
    if paid_at is not None and paid != total:
        counted = format_minor(paid, reader.currency)
        warnings = (AMOUNT_MISMATCH.at(reader.no, "总金额", format_minor(total, reader.currency), counted=counted),)
    return ParsedOrder(message, (reader.no,), warnings)


def _needed_money(reader: RowReader, column: str) -> int:
    if not reader.text(column):
        reader.fail(MISSING, column)
    return reader.money(column) or 0


FORMATS = (
    FileFormat(
        code="tmall",
        channel="tmall",
        title_zh="天猫订单报表（7 列，不含商品）",
        title_en="Tmall order report (7 columns, no goods)",
        default_mode="history",
        currency="CNY",
        zone="Asia/Shanghai",
        required=_COLUMNS,
        known=_COLUMNS,
        parse=parse,
        is_footer=footer_by_id("订单编号"),
    ),
)
