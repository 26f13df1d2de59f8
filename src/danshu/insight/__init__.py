"""Takes: events and rollups.
Gives: metrics, each defined once.
Writes: its own rollups.
Never: reads a stage.
"""
