"""Takes: order messages, and batches of orders with their locked stock.
Gives: the pure rules of orders: building, applying messages, claims, families, and the derived state.
Writes: only what is in memory.
Never: touches a database.
"""
