"""Takes: claims and movements of stock units.
Gives: pool and node balances, the append-only ledger, and the book that one batch works in.
Writes: stock_pool, stock_node, stock_ledger, stock_arrival.
Never: lets a claim exceed what is there.
"""
