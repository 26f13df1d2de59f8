"""Takes: nothing.
Gives: the files that tools/build_divisions.py made, and renamed.tsv which is edited by hand (see SOURCES.md).
Writes: nothing.
Never: holds code.
"""
