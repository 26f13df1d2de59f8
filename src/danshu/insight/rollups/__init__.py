"""Takes: every change of an order, by triggers on its table.
Gives: counts of orders of several warehouses, orders and money by hour, and how long orders take.
Writes: order_split_count, order_hour, order_cycle.
Never: counts from scratch: each statement appends its difference, and `fold` adds the differences up.
"""
