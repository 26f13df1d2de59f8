"""Events: one row for an order and a transaction, with all its steps in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of step: `order.released` and its words for people."""

    code: str
    title_zh: str
    title_en: str


KINDS = (
    EventKind("order.accepted", "接单", "Accepted"),
    EventKind("order.imported", "导入历史订单", "Imported as history"),
    EventKind("order.paid", "已付款", "Paid"),
    EventKind("order.changed", "渠道修改订单", "Changed by the channel"),
    EventKind("order.message_late", "迟到的消息，未采用", "Late message, not applied"),
    EventKind("order.reserved", "预占库存", "Stock reserved"),
    EventKind("order.unreserved", "释放库存", "Stock given back"),
    EventKind("order.promised", "承诺发货时间", "Promise set"),
    EventKind("order.held", "锁单", "Held"),
    EventKind("order.hold_released", "解除锁单", "Hold released"),
    EventKind("order.sourced", "分仓", "Sourced"),
    EventKind("order.released", "下发仓库", "Released to warehouse"),
    EventKind("order.back_out", "撤回处理", "Backed out"),
    EventKind("order.picking", "开始配货", "Picking started"),
    EventKind("order.shipped", "发货", "Shipped"),
    EventKind("order.delivered", "签收", "Delivered"),
    EventKind("order.completed", "完成", "Completed"),
    EventKind("order.cancelled", "取消", "Cancelled"),
    EventKind("order.closed", "关闭", "Closed"),
    EventKind("order.expired", "超时未付款", "Payment time ran out"),
    EventKind("order.intercept", "拦截包裹", "Intercept raised"),
    EventKind("order.credited", "退回", "Credited"),
    EventKind("order.edited", "修改订单", "Edited"),
    EventKind("order.split", "拆单", "Split"),
    EventKind("order.merged", "合单", "Merged"),
    EventKind("order.unmerged", "取消合单", "Unmerged"),
    EventKind("order.cloned", "复制订单", "Cloned"),
    EventKind("order.tagged", "打标签", "Tagged"),
    EventKind("order.noted", "备注", "Noted"),
    EventKind("order.prioritized", "加急", "Priority changed"),
    EventKind("order.undone", "撤销操作", "Undone"),
)


@dataclass(slots=True)
class Story:
    """What one pass writes about one order: steps for its event, and its automatic decisions."""

    order_id: int
    steps: list[dict[str, Any]] = field(default_factory=list)
    decisions: list[dict[str, Any]] = field(default_factory=list)

    def step(self, kind: str, **data: Any) -> None:
        self.steps.append({"kind": kind, **data})

    def tells(self, kind: str) -> bool:
        return any(step["kind"] == kind for step in self.steps)

    def decide(self, stage: str, chosen: str, why: list[str], **data: Any) -> None:
        """Keeps one decision. `data` may carry `rejected` options, `facts` and the rule `version`."""
        self.decisions.append({"stage": stage, "chosen": chosen, "why": why, **data})


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the stream. Readers ask for rows after it and below the oldest running transaction."""

    epoch: int
    xid: int
    id: int


@dataclass(frozen=True, slots=True)
class Event:
    cursor: Cursor
    at: datetime
    order_id: int | None
    actor: str
    steps: list[dict[str, Any]]
