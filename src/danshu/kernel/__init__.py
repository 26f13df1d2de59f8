"""Takes nothing from the house: money, quantity, clock, ids, errors.
Gives: pure values and functions that every other package may use.
Writes: nothing.
Never: touches a database, HTTP or a framework.
"""
