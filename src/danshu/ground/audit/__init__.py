"""Takes: who changed what in the set-up, when and from where.
Gives: the trail, newest first.
Writes: audit_log.
Never: keeps a password, a key or a personal detail.
"""
