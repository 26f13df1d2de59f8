"""Takes: paid orders.
Gives: the time by which each is to leave, and why.
Writes: promise_at of the batch's orders.
Never: moves a promise by itself; a new receiver asks for a new one.
"""
