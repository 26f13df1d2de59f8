"""Takes: orders whose units are allocated.
Gives: fulfillment orders in the warehouses' work lists.
Writes: released quantities, the state of the batch's fulfillment orders.
Never: releases an order that is held.
"""
