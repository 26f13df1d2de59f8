"""Hypothesis without its clock: a busy machine is no failure, and a failure names the example that shows it again."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")
