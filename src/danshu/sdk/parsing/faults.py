"""What can be wrong with a row, said once in both languages. Connectors add their own in the same shape."""

from __future__ import annotations

from dataclasses import dataclass

from danshu.sdk.files import RowError

_VALUE_CHARS_SHOWN = 80


@dataclass(frozen=True, slots=True)
class FaultText:
    """A kind of row error. The texts may name {row}, {column}, {value} and what else `at` is given."""

    code: str
    what_zh: str
    what_en: str
    mend_zh: str
    mend_en: str

    def at(self, row_no: int, column: str | None, value: str | None, **more: object) -> RowError:
        """This fault in one row. Long values are cut in the sentences, never in `value`."""
        shown = value or ""
        if len(shown) > _VALUE_CHARS_SHOWN:
            shown = shown[:_VALUE_CHARS_SHOWN] + "…"
        words = {"row": row_no, "column": column or "", "value": shown, **more}
        texts = (self.what_zh, self.what_en, self.mend_zh, self.mend_en)
        what_zh, what_en, mend_zh, mend_en = (text.format(**words) for text in texts)
        return RowError(row_no, column, value, self.code, what_zh, what_en, mend_zh, mend_en)


RAGGED = FaultText(
    "row.ragged",
    "第 {row} 行有 {count} 个单元格，表头有 {width} 列。",
    "Row {row} has {count} cells, the header has {width}.",
    "补齐或删去该行多余的分隔符；单元格内含分隔符时要用双引号括起来。",
    "Add or remove separators in that row; quote cells that contain the separator.",
)
MISSING = FaultText(
    "cell.missing",
    "第 {row} 行的“{column}”是空的。",
    "Row {row}: “{column}” is empty.",
    "填上“{column}”后重新导入。",
    "Fill in “{column}” and import again.",
)
NOT_A_NUMBER = FaultText(
    "cell.not_a_number",
    "第 {row} 行的“{column}”是“{value}”，不是数字。",
    "Row {row}: “{column}” is “{value}”, which is not a number.",
    "写成 123.45 的样子。",
    "Write it as 123.45.",
)
NEGATIVE = FaultText(
    "cell.negative",
    "第 {row} 行的“{column}”是“{value}”，不能为负。",
    "Row {row}: “{column}” is “{value}”; it cannot be negative.",
    "改成不小于 0 的数；退款请走退款列或售后。",
    "Write a number that is not below 0; refunds belong into the refund column or an after-sales case.",
)
TOO_LARGE = FaultText(
    "cell.too_large",
    "第 {row} 行的“{column}”是“{value}”，超出可以接受的范围。",
    "Row {row}: “{column}” is “{value}”, beyond what is accepted.",
    "检查是不是多写了几位，或把编号填进了这一列。",
    "Look for surplus digits, or for a number that belongs into another column.",
)
NOT_A_QUANTITY = FaultText(
    "cell.not_a_quantity",
    "第 {row} 行的“{column}”是“{value}”，不是大于 0 的整数。",
    "Row {row}: “{column}” is “{value}”, which is not a whole number above 0.",
    "数量写成 1、2、3 这样的整数。",
    "Write the quantity as a whole number such as 1, 2 or 3.",
)
NOT_A_TIME = FaultText(
    "cell.not_a_time",
    "第 {row} 行的“{column}”是“{value}”，不是可以识别的时间。",
    "Row {row}: “{column}” is “{value}”, which is not a time that can be read.",
    "写成 2024-11-01 08:30:00 的样子。",
    "Write it as 2024-11-01 08:30:00.",
)
ID_MANGLED = FaultText(
    "cell.id_mangled",
    "第 {row} 行的“{column}”是“{value}”：编号被表格软件当成数字，后几位已经丢失。",
    "Row {row}: “{column}” is “{value}”: a spreadsheet program took it for a quantity and lost its last digits.",
    "用平台导出的原始文件导入，或把该列设为“文本”后重新填写完整编号。",
    "Import the file as the platform exported it, or set the column to “text” and enter the full number again.",
)
STATUS_UNKNOWN = FaultText(
    "status.unknown",
    "第 {row} 行的“{column}”是“{value}”，不认识这个状态。",
    "Row {row}: “{column}” is “{value}”, which is no status known here.",
    "改成本格式说明里列出的状态之一。",
    "Write one of the statuses listed for this format in the import reference.",
)
ORDER_CONFLICT = FaultText(
    "order.conflict",
    "第 {row} 行的“{column}”是“{value}”，同一订单的其他行是“{other}”。",
    "Row {row}: “{column}” is “{value}”, other rows of the same order say “{other}”.",
    "同一订单各行的“{column}”必须一致；确认哪一个对后改正。",
    "“{column}” must be the same in all rows of an order; find out which is right and mend it.",
)
AMOUNT_MISMATCH = FaultText(
    "amount.mismatch",
    "第 {row} 行的订单金额对不上：按各项相加是 {counted}，文件写的是 {value}。",
    "Row {row}: the order's amounts do not add up: its parts make {counted}, the file says {value}.",
    "订单已按文件保存；请核对“{column}”。",
    "The order was kept as the file states it; check “{column}”.",
)
