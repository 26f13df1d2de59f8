"""Takes: what users define: filters, rules, tables.
Gives: statements and decisions made of it.
Writes: its own tables.
Never: knows orders by more than their fields.
"""
