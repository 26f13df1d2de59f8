"""Takes: log-ins, passwords, and what people choose for themselves.
Gives: the session: who is signed in, what they may do, and the merchant they work for.
Writes: nothing itself; accounts own the tables.
Never: tells whether it was the log-in or the password that was wrong.
"""
