"""Takes: what a person, a key, a rule or a sentence wants done.
Gives: the one registry of typed actions, their runs with a result for each record, and idempotency keys.
Writes: action_run, action_item, idempotency_key.
Never: knows what an action does; the executor carries it out.
"""
