"""Takes: delivered orders.
Gives: completed orders, a settable number of days after signing.
Writes: the completion of the batch's orders.
Never: completes an order that is in dispute.
"""
