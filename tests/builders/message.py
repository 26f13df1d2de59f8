"""Order messages as a channel would send them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from danshu.sdk.orders import OrderLine, OrderMessage, Receiver

NOON = datetime(2026, 3, 4, 4, 0, tzinfo=UTC)
"""Wednesday 12:00 in Shanghai."""

HANGZHOU = Receiver(
    name="王小明", phone="13800001111", province="浙江省", city="杭州市", district="西湖区", detail="文三路 1 号"
)
URUMQI = Receiver(
    name="李四",
    phone="13900002222",
    province="新疆维吾尔自治区",
    city="乌鲁木齐市",
    district="天山区",
    detail="解放路 2 号",
)


def sold(code: str | None = "A", qty: int = 1, price: int = 1000, **more: Any) -> OrderLine:
    """One line; `price` is the unit price in minor units."""
    values: dict[str, Any] = {"title": f"商品 {code}", "unit_price_e4": price * 10_000}
    return OrderLine(qty=qty, code=code, **{**values, **more})


def order_message(source_no: str = "100", status: str = "paid", *lines: OrderLine, **more: Any) -> OrderMessage:
    """An order message; without lines it has one unit of A. Paid ones carry their payment time."""
    placed_at = more.pop("placed_at", NOON - timedelta(minutes=10))
    values: dict[str, Any] = {"receiver": HANGZHOU, "buyer_nick": f"buyer-{source_no}"}
    if status not in ("pending_payment", "cancelled"):
        values["paid_at"] = placed_at + timedelta(minutes=5)
    message = {**values, **more}
    return OrderMessage(
        source_no=source_no, status=status, placed_at=placed_at, lines=lines or (sold(),), **message,  # type: ignore[arg-type]
    )  # fmt: skip
