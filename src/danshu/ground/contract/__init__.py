"""Takes: nothing.
Gives: the shapes that every HTTP answer shares: ids as text, safe texts, cursors, pages, problems.
Writes: nothing.
Never: reads a table or knows a noun.
"""
