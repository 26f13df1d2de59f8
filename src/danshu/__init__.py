"""Danshu: order hub for many channels and many warehouses."""

__version__ = "0.1.0"
