"""Takes: order messages and the quantities that stages and actions move.
Gives: orders with their lines, holds, sources and credits; the one rule that derives the B1 state.
Writes: orders, order_line, order_source, order_hold, order_note, order_credit, order_count.
Never: decides about stock, warehouses or time promises.
"""
