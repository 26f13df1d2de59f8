"""Words for people: what the house itself writes as a reason is stored in English and shown in Chinese as well."""

from __future__ import annotations

import re

# (what is written, what Chinese readers see). What people write themselves matches none of these and stays as it is.
_PHRASES = tuple(
    (re.compile(pattern), chinese)
    for pattern, chinese in (
        (r"(\d+) units? short", r"缺 \1 件"),
        (r"stock arrived", "已到货"),
        (r"the channel does not allow shipping", "渠道不允许发货"),
        (r"the channel says (\S+), nothing has left here", r"渠道状态为 \1，但这里还没有发货"),
        (r"the channel says (\S+)", r"渠道状态为 \1"),
        (r"only the deposit is paid", "只付了定金"),
        (r"the balance is paid|paid in full", "尾款已付"),
        (r"the source does not say enough", "来源没有说明清楚"),
        (r"the cause is gone", "原因已消除"),
        (r"payment time ran out", "超时未付款"),
        (r"tried again", "重新尝试"),
        (r"no warehouses together have all units free", "各仓合起来也凑不齐可发数量"),
        (r"no single warehouse has everything", "没有一个仓库能发齐"),
        (r"priority (\d+) for (\S+)", r"\2第 \1 优先仓"),
        (r"lowest estimated cost", "估算成本最低"),
        (r"has everything", "库存齐全"),
        (r"has not everything", "库存不齐"),
        (r"leaves after the promise", "发出时间晚于承诺"),
        (r"costs more or has a lower priority", "成本更高或优先级更低"),
        (r"zone (\S+): (\d+) h", r"时效区域 \1：\2 小时"),
        (r"cut-off (\S+)", r"当日截单 \1"),
        (r"(\d+) lines without a SKU: (.+)", r"\1 行商品没有对应 SKU：\2"),
        (r"the order has no phone number", "订单没有电话"),
        (r"province or city is not known", "省市不明"),
        (r"cancelled after the parcel had left", "包裹发出后取消"),
        (r"shipped outside", "已在外部发货"),
        (r"the lock is about another order", "锁定属于另一订单"),
        (r"the channel changed (.+) after release", r"下发后渠道修改了\1"),
        (r"the channel changed (.+) after it was edited here", r"这里改过之后，渠道又修改了\1"),
        (r"the channel changed (.+) by lines that are not known here", r"渠道修改了\1，且有这里没有的商品"),
        (r"channel: (\S+) -> (\S+)", r"渠道：\1 → \2"),
        (r"channel", "渠道"),
        (r"quantities set by hand", "已人工确认数量"),
        (r"address edited", "已改地址"),
        (r"released by hand", "人工解除"),
        (r"release undone", "撤销解除"),
        (r"order closed", "订单关闭"),
        (r"cancelled by hand", "人工取消"),
        (r"line changed", "换货改数"),
        (r"change undone|gift undone|undone", "已撤销"),
        (r"undo of (\S+)", r"撤销 \1"),
        (r"credit (\S+)", r"退单 \1"),
        (r"split", "拆单"),
        (r"merged", "合单"),
        (r"unmerged", "取消合单"),
        (r"matched", "已匹配商品"),
        (r"replay", "重放"),
        (r"pass", "通过"),
        (r"hold", "锁单"),
    )
)
_PARTS = {"receiver": "收货信息", "lines": "商品"}


def in_chinese(text: str) -> str:
    """The reason in Chinese where it is one of ours, else as it was written."""
    for pattern, chinese in _PHRASES:
        match = pattern.fullmatch(text)
        if match is not None:
            said = match.expand(chinese)
            for english, part in _PARTS.items():
                said = said.replace(english, part)
            return said.replace(", ", "、")
    return text
