"""Takes: screened orders whose units are all reserved.
Gives: fulfillment orders at chosen warehouses, with what the other choices would have cost.
Writes: allocations, and planned fulfillment orders of the batch.
Never: allocates more than a node has free.
"""
