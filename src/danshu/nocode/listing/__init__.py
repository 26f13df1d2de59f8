"""Takes: conditions on the rows of one table and of the tables beside it, and a place to go on from.
Gives: the ids of the next page in the order of the list, and counts that stop at a cap.
Writes: nothing.
Never: builds SQL from text that a caller sent; values are quoted, names come from code.
"""
