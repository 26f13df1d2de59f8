"""`danshu verify`: every invariant proven on the live database, with the rows that break it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from danshu.db.sql import SqlFolder
from danshu.domain.orders.model import HOLD_KINDS

if TYPE_CHECKING:
    from datetime import datetime

    from danshu.db.unit_of_work import UnitOfWork

SQL = SqlFolder(__name__)


@dataclass(frozen=True, slots=True)
class Check:
    """One invariant: the statement lists the rows that break it, `holds_zh` and `holds_en` say what holds otherwise."""

    code: str
    statement: bytes
    holds_zh: str
    holds_en: str
    is_notice: bool = False
    """A notice tells what wants a look, but breaks nothing: work that lies while no worker runs is not lost."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check; `rows` are (record, detail) of what breaks it, at most the limit."""

    check: Check
    rows: list[tuple[str, str]]


CHECKS = (
    Check("stock.pool_ledger", SQL.verify_pool_ledger, "总池余额等于流水之和", "Pool balances equal their ledger"),
    Check("stock.node_ledger", SQL.verify_node_ledger, "仓库余额等于流水之和", "Warehouse balances equal their ledger"),
    Check("stock.pool_nodes", SQL.verify_pool_nodes, "总池等于各仓之和", "Pools equal the sum of their warehouses"),
    Check(
        "stock.pool_holders", SQL.verify_pool_holders, "占用的每一件都有订单", "Every claimed unit has its order line"
    ),
    Check(
        "stock.node_holders",
        SQL.verify_node_holders,
        "仓内占用都有发货单",
        "Every allocated unit has its fulfillment order",
    ),
    Check(
        "orders.line_quantities",
        SQL.verify_line_quantities,
        "商品行数量自洽",
        "Line quantities do not contradict each other",
    ),
    Check("orders.line_places", SQL.verify_line_places, "商品行与发货单一致", "Lines and fulfillment orders agree"),
    Check("orders.parcels", SQL.verify_parcels, "发出的都在包裹里", "What was shipped is in parcels"),
    Check("orders.states", SQL.verify_states, "状态由规则得出", "Stored states are those that the rule derives"),
    Check("orders.summaries", SQL.verify_summaries, "列表汇总与明细一致", "Summaries agree with lines and holds"),
    Check("orders.counts", SQL.verify_counts, "计数与订单一致", "Counters agree with the orders"),
    Check("orders.sources", SQL.verify_sources, "渠道单号一一对应", "Source numbers and orders belong together"),
    Check("orders.stories", SQL.verify_stories, "每单都有事件和原文", "Every order has its events and payloads"),
    Check("orders.money", SQL.verify_money, "金额分毫不差", "Amounts add up to the cent"),
    Check("orders.closed", SQL.verify_closed, "结束的订单不占库存", "Ended orders hold no stock"),
    Check("orders.stuck", SQL.verify_stuck, "没有到期未处理的", "Nothing due is left lying", is_notice=True),
)


async def verify(work: UnitOfWork, *, at: datetime, row_count_max: int = 20) -> list[Finding]:
    """Runs every check and gives all findings, sound ones with no rows. For one snapshot of a live system call it in a
    REPEATABLE READ transaction."""
    known: dict[bytes, dict[str, Any]] = {
        SQL.verify_states: {"review_codes": [kind.code for kind in HOLD_KINDS if kind.reviews]},
        SQL.verify_stuck: {"now": at},
    }
    findings = []
    for check in CHECKS:
        rows = await work.fetch(check.statement, row_count_max=row_count_max, **known.get(check.statement, {}))
        findings.append(Finding(check, [(row[0], row[1]) for row in rows]))
    return findings
