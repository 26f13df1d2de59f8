"""Takes: messages and rows that could not become orders.
Gives: their masked content, a way to mend it, and a new try.
Writes: nothing of its own; quarantine and inbox through the inbox's store.
Never: shows personal data in plain, or calls an item replayed before its order is stored.
"""
