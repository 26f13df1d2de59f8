"""A few thousand random orders of every kind, and what each filter means in plain SQL."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from danshu.ground.vault.rules import Vault

NOW = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
VAULT = Vault(bytes(range(32)))
STATES = ("pending_payment", "paid", "in_review", "picking", "shipped", "completed", "in_after_sales", "closed")
HOLDS = ("stock.short", "manual", "address.incomplete")
TAGS = ("vip", "gift", "100%_off")
NAMES = ("王伟", "李娜", "欧阳小明", "O'Neil")
SHOPS, WAREHOUSES, SKUS = 3, 3, 6
EARLY = 5
"""So many days ago 20 orders were placed at once, some of them half an hour after they were paid."""
SOLD_IN_ONE_SHOP = 6
"""This SKU is sold in shop 1 only: with the other shops it is a pair of filters that never meets."""

# A filter's values, and each value's meaning: a condition on `orders AS o` with its parameters.
_OPEN = "o.state IN ('paid', 'in_review', 'picking')"
MEANING: dict[str, str] = {
    "state": "o.state = %s",
    "shop_id": "o.shop_id = %s::int",
    "warehouse_id": "%s::int = ANY(o.warehouse_ids)",
    "hold": "EXISTS (SELECT 1 FROM order_hold h WHERE h.order_id = o.id AND h.released_at IS NULL AND (%s = 'any' OR h.code = %s))",
    "tag": "%s = ANY(o.tags)",
    "paid": "o.paid_at >= %s::timestamptz AND o.paid_at < %s::timestamptz",
    "overdue": f"o.promise_at < %s::timestamptz AND {_OPEN}",
    "due_within_h": f"o.promise_at >= %s::timestamptz AND o.promise_at < %s::timestamptz AND {_OPEN}",
    "number": "starts_with(o.number, %s)",
    "source_no": "EXISTS (SELECT 1 FROM order_source s WHERE s.order_id = o.id AND starts_with(s.source_no, %s))",
    "phone_tail": "EXISTS (SELECT 1 FROM contact c WHERE c.order_id = o.id AND c.phone_tail = %s)",
    "receiver": "EXISTS (SELECT 1 FROM contact c WHERE c.order_id = o.id AND c.name_hash = %s)",
    "sku": "EXISTS (SELECT 1 FROM order_line l JOIN sku k ON k.id = l.sku_id WHERE l.order_id = o.id AND k.code = %s)",
    "tracking_no": "EXISTS (SELECT 1 FROM parcel p WHERE p.order_id = o.id AND p.tracking_no = %s)",
    "province": "o.province = %s",
    "priority": "o.priority > 0 AND %s = '1'",
    "placed": "o.placed_at >= %s::timestamptz AND o.placed_at < %s::timestamptz",
}  # fmt: skip


def days_ago(days: float) -> str:
    return (NOW - timedelta(days=days)).isoformat()


def values(dice: random.Random) -> dict[str, list[dict[str, str]]]:
    """Values to ask each filter with."""
    older, newer = sorted((dice.uniform(0, 60), dice.uniform(0, 60)), reverse=True)
    return {
        "state": [{"state": state} for state in STATES],
        "shop_id": [{"shop_id": str(n)} for n in range(1, SHOPS + 1)],
        "warehouse_id": [{"warehouse_id": str(n)} for n in range(1, WAREHOUSES + 1)],
        "hold": [{"hold": code} for code in (*HOLDS, "any")],
        "tag": [{"tag": tag} for tag in TAGS],
        "paid": [
            {"paid_from": days_ago(older), "paid_to": days_ago(newer)},
            {"paid_from": days_ago(40), "paid_to": days_ago(EARLY + 1 / 96)},
        ],
        "overdue": [{"overdue": "1"}],
        "due_within_h": [{"due_within_h": "30"}],
        "number": [{"number": "A"}, {"number": "A2604"}, {"number": "B260501"}, {"number": "A%"}],
        "source_no": [{"source_no": "9"}, {"source_no": "910"}, {"source_no": "9_"}],
        "phone_tail": [{"phone_tail": f"000{n}"} for n in range(4)],
        "receiver": [{"receiver": name} for name in NAMES],
        "sku": [{"sku": f"S{n}"} for n in range(1, SKUS + 1)],
        "tracking_no": [{"tracking_no": f"SF{dice.randrange(300)}"}],
        "province": [{"province": "浙江省"}],
        "priority": [{"priority": "1"}],
        "placed": [{"placed_from": days_ago(older), "placed_to": days_ago(newer)}],
    }


def meaning(name: str, asked: dict[str, str]) -> tuple[str, list[Any]]:
    """The reference condition of one value of one filter."""
    if name in ("paid", "placed"):
        return MEANING[name], [asked[f"{name}_from"], asked[f"{name}_to"]]
    if name == "overdue":
        return MEANING[name], [NOW]
    if name == "due_within_h":
        return MEANING[name], [NOW, NOW + timedelta(hours=int(asked[name]))]
    if name == "receiver":
        return MEANING[name], [VAULT.blind("name", asked[name])]
    return MEANING[name], [asked[name]] * (2 if name == "hold" else 1)


def reference(
    connection: psycopg.Connection[Any], asked: dict[str, dict[str, str]], scope: tuple[int, ...] | None
) -> list[int]:
    """Ids by the plainest statement there is: every condition on every row, then sorted.

    A warehouse outside the scope has no orders: that an order leaves from there too is not for this caller.
    """
    if scope is not None and "warehouse_id" in asked and int(asked["warehouse_id"]["warehouse_id"]) not in scope:
        return []
    tests, params = (
        ["%s::int[] IS NULL OR o.warehouse_ids && %s::int[]"],
        [list(scope) if scope is not None else None] * 2,
    )
    for name, value in asked.items():
        condition, values_of = meaning(name, value)
        tests.append(condition)
        params += values_of
    where = " AND ".join(f"({test})" for test in tests)
    statement = f"SELECT o.id FROM orders AS o WHERE {where} ORDER BY o.placed_at DESC, o.id DESC"  # noqa: S608 -- constants
    rows = connection.execute(statement.encode(), params)
    return [row[0] for row in rows]


def fill(url: str, seed: int, count: int) -> None:
    """Orders of every kind, written past the stores but through the triggers of the table."""
    dice = random.Random(seed)
    with psycopg.connect(url, autocommit=True) as connection:
        for n in range(1, SHOPS + 1):
            connection.execute(
                "INSERT INTO shop (code, name, channel, abbr, created_at) VALUES (%s, %s, 'generic', %s, %s)",
                [f"shop{n}", f"Shop {n}", "AABC"[n], NOW],
            )
        for n in range(1, WAREHOUSES + 1):
            connection.execute(
                "INSERT INTO warehouse (code, name, province, city, longitude, latitude) VALUES (%s, %s, '浙江省', '杭州市', 120, 30)",
                [f"W{n}", f"Warehouse {n}"],
            )
        for n in range(1, SKUS + 1):
            connection.execute(
                "INSERT INTO sku (code, name, created_at) VALUES (%s, %s, %s)", [f"S{n}", f"Sku {n}", NOW]
            )
        insert(connection, dice, range(1, count + 1))
        insert(connection, dice, range(count + 1, count + 21), NOW - timedelta(days=EARLY))


def insert(connection: psycopg.Connection[Any], dice: random.Random, ids: range, at: datetime | None = None) -> None:
    """One transaction of random orders; `at` places all of them at one moment."""
    with connection.transaction():
        for order_id in ids:
            _insert_one(connection, dice, order_id, at)


def _insert_one(connection: psycopg.Connection[Any], dice: random.Random, order_id: int, at: datetime | None) -> None:
    # Whole hours, so that many orders share a moment and the id must decide.
    placed = at or NOW - timedelta(hours=dice.randrange(60 * 24))
    shop, state = dice.randint(1, SHOPS), dice.choice(STATES)
    paid = None if state == "pending_payment" else placed + timedelta(minutes=dice.choice((-30, 0, 5, 90)))
    places = sorted(dice.sample(range(1, WAREHOUSES + 1), dice.choice((0, 1, 1, 1, 2, 3))))
    holds = dice.sample(HOLDS, dice.choice((0, 0, 0, 1, 2)))
    tags = dice.sample(TAGS, dice.choice((0, 0, 1, 2)))
    row = {
        "id": order_id, "number": f"{'AABC'[shop]}{placed:%y%m%d}-{order_id}", "shop_id": shop, "state": state, "stage": "done", "version": 1,
        "payment": "unpaid" if paid is None else "paid", "currency": "CNY", "goods_minor": 100, "discount_minor": 0, "freight_minor": 0,
        "tax_minor": 0, "total_minor": 100, "paid_minor": 0 if paid is None else dice.randrange(100, 1000), "refunded_minor": 0, "placed_at": placed, "paid_at": paid,
        "promise_at": None if paid is None else NOW + timedelta(hours=dice.randint(-60, 60)),
        "shipped_at": placed + timedelta(hours=5) if state in ("shipped", "completed") else None, "hold_codes": sorted(holds), "tags": sorted(tags),
        "priority": int(dice.random() < 0.05), "warehouse_id": 0 if not places else places[0] if len(places) == 1 else -1, "warehouse_ids": places,
        "country": "CN", "province": dice.choice(("浙江省", "广东省", None)), "note_marks": 0, "line_count": 2, "unit_qty": 2, "shipped_qty": 0,
        "last_step": "order.accepted", "last_step_at": placed,
    }  # fmt: skip
    names = ", ".join(row)
    marks = ", ".join(["%s"] * len(row))
    connection.execute(f"INSERT INTO orders ({names}) VALUES ({marks})".encode(), list(row.values()))  # noqa: S608 -- constants
    sellable = range(1, SKUS + 1) if shop == 1 else range(1, SOLD_IN_ONE_SHOP)
    for line_no in (1, 2):
        connection.execute(
            "INSERT INTO order_line VALUES (%s, %s, 0, NULL, %s, NULL, 'c', 't', NULL, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false, %s, NULL)",
            [order_id, line_no, dice.choice(sellable), placed],
        )
    for code in holds:
        connection.execute(
            "INSERT INTO order_hold VALUES (%s, %s, %s, 'user:1', 'r', NULL, NULL)", [order_id, code, placed]
        )
    if dice.random() < 0.3:
        connection.execute(
            "INSERT INTO order_hold VALUES (%s, 'manual', %s, 'user:1', 'r', %s, 'user:1')",
            [order_id, placed - timedelta(1), placed],
        )
    connection.execute(
        "INSERT INTO order_source VALUES (%s, %s, %s, 'paid', NULL, '')", [f"9{order_id}", shop, order_id]
    )
    name = dice.choice(NAMES)
    connection.execute(
        "INSERT INTO contact VALUES (%s, %s, %s, %s, %s, %s)",
        [order_id, placed, VAULT.seal_json({"name": name}), VAULT.blind("name", name), 1, f"000{dice.randrange(6)}"],
    )
    for part in range(dice.choice((0, 1, 1, 2))):
        connection.execute(
            "INSERT INTO parcel VALUES (%s, %s, NULL, 'SF', %s, %s, NULL)",
            [order_id * 10 + part, order_id, f"SF{dice.randrange(300)}", placed],
        )
