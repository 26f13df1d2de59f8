"""Takes: people, keys, settings and what happened.
Gives: accounts and permissions, the vault, events and decision records, the action registry, settings, audit.
Writes: the tables of its modules.
Never: knows what an order is beyond its id.
"""
