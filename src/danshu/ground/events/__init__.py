"""Takes: what happened to an order in a transaction, and why it was decided so.
Gives: the event stream with a cursor that skips nothing, and decision records.
Writes: event, decision_record.
Never: changes or removes an event.
"""
