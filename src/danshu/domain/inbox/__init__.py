"""Takes: messages as they come, from files, the API and channels.
Gives: a durable queue for intake, the raw payloads of orders, and the quarantine.
Writes: inbox, raw_payload, quarantine, import_tally.
Never: drops a message, and never lets one block the rest.
"""
