"""Measurements: each figure beside a named alternative, in one run. `./danshu bench` runs them."""
