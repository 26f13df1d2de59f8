"""Two export files of the demo: last month's orders of the old system, and a list typed by hand with slips in it."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path
    from random import Random

    from danshu.app.demo.merchant import Article

_HEADER = (
    "订单号", "下单时间", "状态", "付款时间", "完成时间", "实付", "买家", "收货人", "电话", "省", "市", "区", "详细地址",
    "商品编码", "商品名称", "数量", "单价", "买家留言",
)  # fmt: skip
_TIME = "%Y-%m-%d %H:%M:%S"
HISTORY_NAME, TYPED_NAME = "旧系统-上月订单.csv", "线下补录订单.csv"


def write_history(path: Path, rng: Random, articles: Sequence[Article], before: datetime, count: int) -> None:
    """Completed orders of the 30 days before, in the generic layout."""
    sold = [article for article in articles if article.weight and not article.sku.is_bundle]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_HEADER)
        for number in range(count):
            placed = before - timedelta(hours=720 * (count - number) / count, minutes=rng.randint(0, 50))
            article, qty = rng.choice(sold), rng.choice((1, 1, 2))
            paid = article.price_minor * qty
            closed = rng.random() < 0.06
            writer.writerow((
                f"OLD{placed:%y%m}{number:05d}", placed.strftime(_TIME), "已关闭" if closed else "已完成",
                (placed + timedelta(minutes=3)).strftime(_TIME), (placed + timedelta(days=8)).strftime(_TIME),
                f"{paid / 100:.2f}", f"老客{rng.randint(100, 999)}", "李知遥", f"1990000{rng.randint(0, 9999):04d}",
                "浙江省", "杭州市", "拱墅区", f"湖墅南路{rng.randint(900, 999)}号", article.sku.code, article.sku.name,
                qty, f"{article.price_minor / 100:.2f}", "",
            ))  # fmt: skip


def write_typed(path: Path, articles: Sequence[Article], now: datetime) -> None:
    """Seven orders taken by phone; three rows can't be read and wait in quarantine."""
    placed = (now - timedelta(hours=5)).strftime(_TIME)
    by_code = {article.sku.code: article for article in articles}
    slips = {2: ("待发货", "JM-100", "两"), 4: ("已寄", "MM-10", "1"), 5: ("待发货", "SH-Y", "")}
    with path.open("w", encoding="gb18030", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_HEADER)
        for number, wanted in enumerate(("JM-100", "MM-10", "SH-Y", "MJ-H", "JH-30", "BB-B", "TZ-HF")):
            status, code, qty = slips.get(number, ("待发货", wanted, "1"))
            article = by_code[code]
            writer.writerow((
                f"XX{now:%m%d}{number:03d}", placed, status, placed, "", f"{article.price_minor / 100:.2f}", "电话订单",
                "沈予安", f"1990000{4300 + number}", "上海市", "上海市", "静安区", f"南京西路{900 + number}号", code,
                article.sku.name, qty, f"{article.price_minor / 100:.2f}", "货到请电话",
            ))  # fmt: skip
