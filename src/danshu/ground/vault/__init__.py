"""Takes: personal plaintext and raw payloads.
Gives: sealed bytes, blind indexes to search by, and masked texts to show.
Writes: nothing; the owners of the sealed columns do.
Never: logs or returns a key.
"""
