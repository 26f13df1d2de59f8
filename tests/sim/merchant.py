"""People who press every button at any time, goods that arrive, and counts that differ."""

from __future__ import annotations

from random import Random
from typing import Any

from builders.world import World

STATEMENT = "SELECT id, stage FROM orders ORDER BY id"


def order_params(random: Random, name: str) -> dict[str, Any]:
    """Fields that fit often and don't fit sometimes."""
    line, qty = random.choice((1, 1, 2, 3)), random.choice((1, 1, 2))
    known: dict[str, dict[str, Any]] = {
        "order.hold": {"reason": "look"},
        "order.cancel": {"reason": "not wanted"},
        "order.cancel_line": {"line_no": line, "qty": qty},
        "order.change_line": {"line_no": line, "qty": qty, "sku": random.choice(("", "A", "B", "C"))},
        "order.gift_line": {"sku": random.choice(("A", "C", "nothing")), "qty": qty},
        "order.split": {"parts": [[{"line_no": line, "qty": qty}]]},
        "order.edit_address": {"province": "广东省", "city": "广州市", "district": "天河区", "detail": "天河路 1 号"},
        "order.tag": {"add": [random.choice("急贵礼")]},
        "order.note": {"text": "a note"},
        "order.mark_paid": {"amount_minor": random.randrange(100_000)},
        "order.close": {"reason": "done with"},
        "order.ship": {
            "courier": "SF",
            "tracking_no": f"SF{random.getrandbits(30)}",
            "lines": random.choice(([], [], [{"line_no": line, "qty": qty}])),
        },
    }
    return known.get(name, {})


ORDER_ACTIONS = (
    "order.hold", "order.release_hold", "order.release_hold", "order.cancel", "order.cancel_line", "order.change_line",
    "order.gift_line", "order.split", "order.merge", "order.merge", "order.unmerge", "order.clone", "order.edit_address",
    "order.tag", "order.note", "order.priority", "order.mark_paid", "order.close", "order.start_picking", "order.ship",
    "order.ship", "order.ship", "order.sign", "order.sign",
)  # fmt: skip


async def work_a_while(world: World, random: Random, presses: int) -> int:
    """Presses buttons, and undoes some of it. Gives how many units of stock came in on balance."""
    supply = 0
    for _ in range(presses):
        if random.random() < 0.3:
            supply += await _move_stock(world, random)
            continue
        rows = await world.rows(STATEMENT)
        ids = [order_id for order_id, stage in rows if stage != "done" or random.random() < 0.1]
        name = random.choice(ORDER_ACTIONS)
        if not ids:
            continue
        chosen = random.sample(ids, min(len(ids), 2 if name == "order.merge" else random.choice((1, 1, 3))))
        if name in ("order.unmerge", "order.split"):
            chosen = chosen[:1]
        run_id = await world.start(name, chosen, order_params(random, name))
        outcomes = await world.finish(run_id)
        assert not [one for one in outcomes.values() if one.startswith("failed")], (name, outcomes)
        action_can_be_undone = name not in ("order.merge", "order.unmerge", "order.clone", "order.split")
        if random.random() < 0.25 and action_can_be_undone and "ok" in outcomes.values():
            undone = await world.undo(run_id)
            assert not [one for one in undone.values() if one.startswith("failed")], (name, undone)
    return supply


async def _move_stock(world: World, random: Random) -> int:
    action = random.choice(
        ("stock.receive", "stock.receive", "stock.adjust", "stock.count", "stock.freeze", "stock.unfreeze")
    )
    qty = random.randrange(1, 20) if action != "stock.adjust" else random.choice((-3, -1, 2))
    result = await world.stock(random.choice("ABC"), qty, random.choice((1, 2)), action)
    if result.outcome != "ok" or result.before is None or result.after is None:
        return 0
    return int(result.after["on_hand"] - result.before["on_hand"])
