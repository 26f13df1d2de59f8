"""Why an order stands where it stands, what comes next, and where its units are: read off the page's own facts."""

from __future__ import annotations

from typing import Any

from danshu.domain.orders.model import HOLDS

Page = dict[str, Any]

STAGES = {
    "reservation": ("预占", "Reservation"), "promise": ("承诺时效", "Promise"), "screening": ("审核", "Screening"),
    "sourcing": ("分仓", "Sourcing"), "release": ("下发", "Release"), "shipping": ("配货发货", "Shipping"),
    "tracking": ("在途", "Tracking"), "settlement": ("完成", "Settlement"),
}  # fmt: skip
# These end by themselves when their cause ends, and can't be released by hand (domain/orders/actions/holds.py).
_SELF_ENDING = ("stock.short", "sku.unmatched", "channel.locked", "presale.balance")
_OVER = ("completed", "closed", "in_after_sales")


def explain(page: Page) -> Page | None:
    """{code, text_zh, text_en, mend_action}: the first thing that keeps the order from moving, or None."""
    if page["state"] in _OVER:
        return None
    if page["holds"]:
        return _held(page["holds"][0])
    if page["payment"] in ("unpaid", "deposit"):
        return _why("unpaid", "买家还没有付款", "The buyer has not paid yet", "order.mark_paid")
    unmatched = [line for line in page["lines"] if line["sku"] is None and line["qty"] > line["cancelled_qty"]]
    if unmatched and page["state"] != "shipped":
        return _why("unmatched", "有商品还没有对应到 SKU", "Lines have no SKU yet", "listing.match")
    short = sum(max(_short(line), 0) for line in page["lines"])
    if short and page["state"] != "shipped":
        return _why("short", f"还缺 {short} 件库存", f"{short} units are not in stock", "stock.receive")
    if page["state"] == "shipped":
        return _why("in_transit", "包裹在途，等待签收", "Parcels are on the way", "order.sign")
    places = [f for f in page["fulfillments"] if f["state"] in ("released", "picking")]
    if places:
        names = "、".join(f["warehouse"]["name"] for f in places)
        if any(f["state"] == "picking" for f in places):
            return _why("picking", f"{names}正在配货", f"{names} is picking", "order.ship")
        text_en = f"Released to {names}, not picked yet"
        return _why("waiting_warehouse", f"已下发{names}，等待配货", text_en, "order.start_picking")
    if page["run_at"] is not None:
        return _why("queued", "正在排队处理，通常几秒内继续", "Queued; it goes on within seconds", None)
    return None


def _held(hold: Page) -> Page:
    kind = HOLDS.get(hold["code"])
    if kind is None:
        return _why(hold["code"], hold["reason"], hold["reason"], "order.release_hold" if hold["releasable"] else None)
    return _why(hold["code"], f"{kind.title_zh}：{kind.help_zh}", f"{kind.title_en}: {kind.help_en}", kind.mend_action)


def _why(code: str, zh: str, en: str, mend: str | None) -> Page:
    return {"code": code, "text_zh": zh, "text_en": en, "mend_action": mend}


def _short(line: Page) -> int:
    """Units still wanted that nothing is claimed for; a bundle as sold (kind 1) claims through its components."""
    if line["kind"] == 1 or line["sku"] is None:
        return 0
    return int(line["qty"] - line["cancelled_qty"] - line["shipped_qty"] - line["reserved_qty"])


def next_action(page: Page) -> Page | None:
    """{name, params}: what a person would do next, or None."""
    if page["state"] in _OVER:
        return None
    releasable = [hold for hold in page["holds"] if hold["releasable"]]
    if page["holds"]:
        return {"name": "order.release_hold", "params": {"hold_code": releasable[0]["code"]}} if releasable else None
    if page["payment"] in ("unpaid", "deposit"):
        return {"name": "order.mark_paid", "params": {}}
    if page["state"] == "shipped":
        return {"name": "order.sign", "params": {}}
    states = {f["state"] for f in page["fulfillments"]}
    if "picking" in states:
        return {"name": "order.ship", "params": {}}
    return {"name": "order.start_picking", "params": {}} if "released" in states else None


def releasable(code: str) -> bool:
    return code not in _SELF_ENDING


def who(source: str, name: str | None, shop: str) -> Page:
    """{kind, name} of `stage:screening`, `user:3`, `channel` …"""
    kind, _, rest = source.partition(":")
    if kind == "stage":
        return {"kind": "system", "name": rest}
    return {"kind": kind, "name": shop if kind == "channel" else name}


def stock_uses(line: Page, page: Page, zh: bool) -> list[Page]:
    """Where the units of a line are: shipped and claimed ones by warehouse, then those that have no place yet."""
    uses: list[Page] = []
    for fulfillment in page["fulfillments"]:
        for part in fulfillment["lines"]:
            if part["line_no"] != line["line_no"] or fulfillment["state"] == "cancelled":
                continue
            if part["shipped_qty"]:
                left_at = fulfillment["shipped_at"]
                uses.append(_use(fulfillment, part["shipped_qty"], "shipped", left_at, fulfillment["number"]))
            rest = part["qty"] - part["shipped_qty"]
            if rest > 0 and fulfillment["state"] in _WORK:
                kind, since, words = _WORK[fulfillment["state"]]
                uses.append(_use(fulfillment, rest, kind, fulfillment[since], words[0 if zh else 1]))
    unplaced = line["reserved_qty"] - line["allocated_qty"]
    if unplaced > 0:
        waits = _waits(page, zh)
        uses.append(
            {"warehouse": None, "qty": unplaced, "kind": "reserved", "since": line["reserved_at"], "why": waits}
        )
    return uses


# State of a fulfillment order -> (what its open units are, since when, why they are there).
_WORK = {
    "planned": ("allocated", "planned_at", ("已分仓，待下发", "allocated, not released yet")),
    "released": ("released", "released_at", ("已下发，待配货", "released, not picked yet")),
    "picking": ("released", "released_at", ("配货中", "being picked")),
}


def _use(fulfillment: Page, qty: int, kind: str, since: str | None, why: str) -> Page:
    return {"warehouse": fulfillment["warehouse"], "qty": qty, "kind": kind, "since": since, "why": why}


def _waits(page: Page, zh: bool) -> str:
    if page["holds"]:
        kind = HOLDS.get(page["holds"][0]["code"])
        title = page["holds"][0]["code"] if kind is None else kind.title_zh if zh else kind.title_en
        return f"锁单：{title}" if zh else f"held: {title}"
    if page["payment"] in ("unpaid", "deposit"):
        return "待付款" if zh else "not paid yet"
    return "待分仓" if zh else "no warehouse chosen yet"
