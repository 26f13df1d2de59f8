"""Takes: what a merchant sets.
Gives: every setting with its default, type and words.
Writes: setting.
Never: holds a secret.
"""
