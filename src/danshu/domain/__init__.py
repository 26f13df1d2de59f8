"""Takes: batches of nouns.
Gives: their types, their pure rules and their stores.
Writes: each noun its own tables and no other's.
Never: calls a stage, a desk or a view.
"""
