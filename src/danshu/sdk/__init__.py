"""Takes: what a channel, a courier or a file says. Gives: the one order message and the helpers to make it.
This is the only door for connectors: they import danshu.sdk and nothing else of the house.
Writes: nothing.
Never: knows a connector by name.
"""
