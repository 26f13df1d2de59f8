"""The naive way, to compare with: a transaction and row locks for each order, written into the same tables."""

from __future__ import annotations

from datetime import UTC, datetime

import psycopg

from danshu.sdk.orders import OrderLine, OrderMessage

_ORDER = """
INSERT INTO orders (id, number, shop_id, state, stage, version, payment, currency, goods_minor, discount_minor, freight_minor,
    tax_minor, total_minor, paid_minor, refunded_minor, placed_at, paid_at, hold_codes, tags, priority, warehouse_id, warehouse_ids,
    country, note_marks, line_count, unit_qty, shipped_qty, last_step, last_step_at)
VALUES (%s, %s, %s, 'paid', 'shipping', 1, 'paid', 'CNY', %s, 0, 0, 0, %s, %s, 0, %s, %s, '{}', '{}', 0, %s, ARRAY[%s], 'CN', 0, %s, %s, 0,
    'order.released', %s)
"""
_LINE = """
INSERT INTO order_line (order_id, line_no, kind, sku_id, title, qty, cancelled_qty, reserved_qty, allocated_qty, released_qty,
    picking_qty, shipped_qty, delivered_qty, returned_qty, unit_price_e4, goods_minor, discount_minor, paid_minor, refunded_minor,
    is_gift, placed_at)
VALUES (%s, %s, 0, %s, %s, %s, 0, %s, %s, %s, 0, 0, 0, 0, %s, 0, 0, 0, 0, false, %s)
"""


def journey(url: str, orders: list[tuple[int, OrderMessage]]) -> None:
    """Each order: look up, lock each SKU's pool and node, insert order, source, lines, fulfillment, event; commit."""
    with psycopg.connect(url, autocommit=True) as connection, connection.cursor() as cursor:
        skus = dict(cursor.execute("SELECT code, id FROM sku").fetchall())
        now = datetime.now(UTC)
        for number, (shop_id, message) in enumerate(orders):
            with connection.transaction():
                _one(cursor, shop_id, message, 9_000_000_000 + number, skus, now)


def _one(
    cursor: psycopg.Cursor[tuple[object, ...]],
    shop_id: int,
    message: OrderMessage,
    order_id: int,
    skus: dict[str, int],
    now: datetime,
) -> None:
    cursor.execute(
        "SELECT order_id FROM order_source WHERE source_no = %s AND shop_id = %s", (message.source_no, shop_id)
    )
    if cursor.fetchone():
        return
    goods = sum((line.unit_price_e4 or 0) * line.qty // 10_000 for line in message.lines)
    units = sum(line.qty for line in message.lines)
    cursor.execute(
        _ORDER,
        (
            order_id,
            f"N{order_id}",
            shop_id,
            goods,
            goods,
            goods,
            message.placed_at,
            message.paid_at,
            1,
            1,
            len(message.lines),
            units,
            now,
        ),
    )
    cursor.execute(
        "INSERT INTO order_source VALUES (%s, %s, %s, 'paid', NULL, '')", (message.source_no, shop_id, order_id)
    )
    cursor.execute(
        "INSERT INTO fulfillment_order (id, order_id, warehouse_id, state, planned_at) VALUES (%s, %s, 1, 'released', %s)",
        (order_id, order_id, now),
    )
    # Locks in key order, as anybody must who does not want deadlocks.
    for line_no, line in enumerate(sorted(message.lines, key=lambda one: skus[one.code or ""]), 1):
        _line(cursor, order_id, line_no, line, skus[line.code or ""], message.placed_at, now)
    cursor.execute(
        "INSERT INTO event (epoch, at, order_id, actor, steps) VALUES (1, %s, %s, 'naive', '[]')", (now, order_id)
    )


def _line(
    cursor: psycopg.Cursor[tuple[object, ...]],
    order_id: int,
    line_no: int,
    line: OrderLine,
    sku_id: int,
    placed_at: datetime,
    now: datetime,
) -> None:
    cursor.execute(
        "SELECT on_hand_qty - to_ship_qty - unpaid_qty - frozen_qty FROM stock_pool WHERE sku_id = %s FOR UPDATE",
        (sku_id,),
    )
    cursor.execute(
        "SELECT on_hand_qty - allocated_qty FROM stock_node WHERE sku_id = %s AND warehouse_id = 1 FOR UPDATE",
        (sku_id,),
    )
    cursor.execute("UPDATE stock_pool SET to_ship_qty = to_ship_qty + %s WHERE sku_id = %s", (line.qty, sku_id))
    cursor.execute(
        "UPDATE stock_node SET allocated_qty = allocated_qty + %s WHERE sku_id = %s AND warehouse_id = 1",
        (line.qty, sku_id),
    )
    cursor.execute(
        _LINE,
        (
            order_id,
            line_no,
            sku_id,
            line.title,
            line.qty,
            line.qty,
            line.qty,
            line.qty,
            line.unit_price_e4,
            placed_at,
        ),
    )
    cursor.execute(
        "INSERT INTO fulfillment_line VALUES (%s, %s, %s, %s, %s, 0)",
        (order_id, line_no, order_id, sku_id, line.qty),
    )
    cursor.execute(
        "INSERT INTO stock_ledger (at, sku_id, warehouse_id, kind, on_hand, to_ship, unpaid, allocated, frozen, returning_in, order_id, line_no, actor)"
        " VALUES (%s, %s, 1, 'reserve', 0, %s, 0, %s, 0, 0, %s, %s, 'naive')",
        (now, sku_id, line.qty, line.qty, order_id, line_no),
    )
