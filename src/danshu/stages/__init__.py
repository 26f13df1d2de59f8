"""Takes: batches of orders that the runner carries through the journey.
Gives: one folder for each verb that moves an order.
Writes: only what the batch holds; the pipeline stores it.
Never: import each other.
"""
