"""Takes: due orders and waiting messages.
Gives: the journey, carried out in batches: one transaction, each table written once.
Writes: stage_state, stage_outcome, worker_beat; everything else through the nouns' stores.
Never: calls the outside within a transaction.
"""
