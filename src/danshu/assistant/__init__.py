"""Takes: sentences of people.
Gives: typed plans of actions to approve.
Writes: nothing yet.
Never: acts without a preview.
"""
