"""Takes: standing work around orders.
Gives: one folder for each desk.
Writes: each desk its own tables.
Never: import each other or a stage.
"""
