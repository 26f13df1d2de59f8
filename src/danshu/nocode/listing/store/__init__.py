"""Takes: a query, and the place to go on from.
Gives: the places of a page in the order of the list, and capped counts.
Writes: nothing.
Never: lets a value into a statement unquoted.
"""

from danshu.nocode.listing.store.reading import count, look_at, page

__all__ = ["count", "look_at", "page"]
