"""Takes: shipped orders.
Gives: the delivery of their parcels.
Writes: delivered quantities of the batch's orders.
Never: takes a delivery back.
"""
