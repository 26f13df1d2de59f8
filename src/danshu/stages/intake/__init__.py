"""Takes: order and credit messages.
Gives: new orders, and changes to known ones; quarantine for what can't be read.
Writes: orders of the batch, credits, raw payloads.
Never: drops a message, or applies an older one over a newer.
"""
