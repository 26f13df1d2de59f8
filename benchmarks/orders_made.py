"""Made-up orders for measurements: 2.5 lines on average, 10 shops, 2,000 SKUs, receivers in eight cities."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from danshu.sdk.orders import OrderLine, OrderMessage, Receiver

SHOPS = 10
SKUS = 2_000
_PLACES = (
    ("浙江省", "杭州市", "西湖区"), ("江苏省", "南京市", "玄武区"), ("上海市", "上海市", "浦东新区"), ("广东省", "广州市", "天河区"),
    ("四川省", "成都市", "武侯区"), ("北京市", "北京市", "朝阳区"), ("湖北省", "武汉市", "洪山区"), ("陕西省", "西安市", "雁塔区"),
)  # fmt: skip
_LINES = (1, 2, 2, 3, 3, 4)


def make_orders(count: int, *, seed: int, start: datetime | None = None) -> list[tuple[int, OrderMessage]]:
    """(shop number from 1, message) of paid orders, one a second before `start`."""
    rng = random.Random(seed)
    end = start or datetime.now(UTC)
    made = []
    for n in range(count):
        lines = tuple(
            OrderLine(
                qty=rng.choice((1, 1, 1, 2, 3)),
                code=f"SKU{rng.randint(1, SKUS):05d}",
                title="测试商品 规格",
                unit_price_e4=rng.randint(1_000, 99_999) * 10_000,
            )
            for _ in range(rng.choice(_LINES))
        )
        province, city, district = rng.choice(_PLACES)
        receiver = Receiver(
            name=rng.choice("赵钱孙李周吴郑王") + rng.choice("明芳伟娜强磊洋艳"),
            phone=f"199{rng.randint(0, 99_999_999):08d}",
            province=province,
            city=city,
            district=district,
            detail=f"示例路{rng.randint(1, 999)}号",
        )
        placed = end - timedelta(seconds=count - n)
        made.append(
            (
                rng.randint(1, SHOPS),
                OrderMessage(
                    source_no=f"{seed:06d}{n:012d}",
                    status="paid",
                    placed_at=placed,
                    paid_at=placed + timedelta(seconds=20),
                    lines=lines,
                    buyer_nick=f"buyer{rng.randint(1, 200_000)}",
                    receiver=receiver,
                ),
            )
        )
    return made
