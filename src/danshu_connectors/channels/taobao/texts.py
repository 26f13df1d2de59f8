"""The words of Taobao's exports: statuses, empty cells, addresses."""

from __future__ import annotations

import re

from danshu.sdk.orders import Receiver, Status

EMPTY = frozenset({"null", "NULL", "'null", "--"})

# As the export writes them, without blanks, with ASCII commas. “交易关闭” alone does not say whether it was paid.
STATUSES: dict[str, Status] = {
    "没有创建支付宝交易": "pending_payment",
    "等待买家付款": "pending_payment",
    "国际信用卡支付付款确认中": "pending_payment",
    "定金已付尾款未付": "deposit_paid",
    "定金已付,等待买家付尾款": "deposit_paid",
    "已付款但禁止发货": "locked",
    "买家已付款,等待卖家发货": "paid",
    "等待卖家发货": "paid",
    "部分发货": "partially_shipped",
    "卖家部分发货": "partially_shipped",
    "卖家已部分发货": "partially_shipped",
    "卖家已发货,等待买家确认": "shipped",
    "等待买家确认收货": "shipped",
    "买家已签收": "delivered",
    "交易成功": "completed",
    "交易关闭": "closed",
    "付款以后用户退款成功,交易自动关闭": "closed",
    "付款以前,卖家或买家主动关闭交易": "cancelled",
}

_POSTCODE = re.compile(r"[(（](\d{6})[)）]$")
_PROVINCE = re.compile(
    r".{2,}(?:省|自治区|特别行政区)|(?:北京|天津|上海|重庆)市?|台湾|香港|澳门|内蒙古|广西|西藏|宁夏|新疆"
)
_NAME_PHONE = re.compile(r"([^，,]*)[，,]\s*((?:\+?86-)?[\d*][\d*\- ]{5,20})[，,]\s*(.+)", re.DOTALL)


def receiver(name: str, phone: str, address: str) -> Receiver:
    """The receiver from three cells. The address may itself hold “name，86-phone，address” (the newer Tmall form).

    “省 市 区 详细(邮编)” is taken apart because the blanks are the source's own; an address with stars is not.
    """
    packed = _NAME_PHONE.fullmatch(address)
    if packed is not None:
        name = name or packed[1].strip()
        phone = phone or packed[2].strip()
        address = packed[3].strip()
    phone = re.sub(r"^\+?86-", "", phone)
    masked = "*" in f"{name}{phone}{address}"
    found = _POSTCODE.search(address)
    postcode = found[1] if found and found[1] != "000000" else None
    rest = address[: found.start()].strip() if found else address
    parts = rest.split(None, 3)
    if "*" in rest or len(parts) != 4 or not _PROVINCE.fullmatch(parts[0]):
        return Receiver(
            name=name or None, phone=phone or None, address=address or None, postcode=postcode, masked=masked
        )
    province, city, district, detail = parts
    return Receiver(
        name=name or None,
        phone=phone or None,
        province=province,
        city=city,
        district=district,
        detail=detail,
        address=address,
        postcode=postcode,
        masked=masked,
    )
