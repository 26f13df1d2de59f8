"""Takes: paid orders with their receiver.
Gives: holds on what must not leave yet, each with its reason.
Writes: holds of the batch's orders.
Never: cancels an order.
"""
