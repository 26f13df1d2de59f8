"""Fulfillment orders and parcels are read and written with the orders that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.db.sql import SqlFolder
from danshu.db.unit_of_work import Table, UnitOfWork
from danshu.domain.fulfillment.model import FulfillmentLine, FulfillmentOrder, Parcel

if TYPE_CHECKING:
    from collections.abc import Sequence

SQL = SqlFolder(__name__)
FULFILLMENTS = Table(
    "fulfillment_order",
    (("id", "int8"), ("order_id", "int8"), ("warehouse_id", "int4"), ("state", "text"), ("planned_at", "timestamptz"),
     ("released_at", "timestamptz"), ("picking_at", "timestamptz"), ("shipped_at", "timestamptz"),
     ("cancelled_at", "timestamptz")),
)  # fmt: skip
LINES = Table(
    "fulfillment_line",
    (("fulfillment_id", "int8"), ("line_no", "int2"), ("order_id", "int8"), ("sku_id", "int4"), ("qty", "int4"),
     ("shipped_qty", "int4")),
)  # fmt: skip
PARCELS = Table(
    "parcel",
    (("id", "int8"), ("order_id", "int8"), ("fulfillment_id", "int8"), ("courier", "text"), ("tracking_no", "text"),
     ("shipped_at", "timestamptz"), ("delivered_at", "timestamptz")),
)  # fmt: skip
PARCEL_LINES = Table("parcel_line", (("parcel_id", "int8"), ("line_no", "int2"), ("qty", "int4")))


async def read(work: UnitOfWork, order_ids: Sequence[int]) -> list[FulfillmentOrder]:
    """The fulfillment orders of locked orders with their lines, oldest first."""
    rows = await work.fetch(SQL.read_fulfillments, order_ids=list(order_ids))
    found = {row[0]: FulfillmentOrder(*row) for row in rows}
    for fulfillment in found.values():
        fulfillment.is_new = False
    if found:
        for row in await work.fetch(SQL.read_fulfillment_lines, fulfillment_ids=list(found)):
            found[row[0]].lines.append(FulfillmentLine(*row[1:]))
    return list(found.values())


async def write(work: UnitOfWork, fulfillments: Sequence[FulfillmentOrder], parcels: Sequence[Parcel]) -> None:
    """Copies new fulfillment orders and parcels, and updates those that were read before."""
    new = [f for f in fulfillments if f.is_new]
    work.insert(
        FULFILLMENTS,
        [(f.id, f.order_id, f.warehouse_id, f.state, f.planned_at, f.released_at, f.picking_at, f.shipped_at,
          f.cancelled_at) for f in new],
    )  # fmt: skip
    work.insert(
        LINES,
        [(f.id, line.line_no, f.order_id, line.sku_id, line.qty, line.shipped_qty) for f in new for line in f.lines],
    )
    work.insert(
        PARCELS,
        [(p.id, p.order_id, p.fulfillment_id, p.courier, p.tracking_no, p.shipped_at, p.delivered_at) for p in parcels],
    )
    work.insert(PARCEL_LINES, [(p.id, line_no, qty) for p in parcels for line_no, qty in p.lines])
    old = [f for f in fulfillments if not f.is_new]
    if not old:
        return
    await work.run(
        SQL.update_fulfillments,
        ids=[f.id for f in old],
        states=[f.state for f in old],
        released_at=[f.released_at for f in old],
        picking_at=[f.picking_at for f in old],
        shipped_at=[f.shipped_at for f in old],
        cancelled_at=[f.cancelled_at for f in old],
    )
    lines = [(f.id, line) for f in old for line in f.lines]
    await work.run(
        SQL.update_fulfillment_lines,
        fulfillment_ids=[fulfillment_id for fulfillment_id, _ in lines],
        line_nos=[line.line_no for _, line in lines],
        quantities=[line.qty for _, line in lines],
        shipped=[line.shipped_qty for _, line in lines],
    )


async def mark_delivered(work: UnitOfWork, order_ids: Sequence[int], delivered_at: Sequence[object]) -> None:
    """Notes the delivery on all parcels of these orders that have none yet."""
    await work.run(SQL.mark_delivered, order_ids=list(order_ids), delivered_at=list(delivered_at))
