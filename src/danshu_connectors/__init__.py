"""Connectors: one folder each. They import danshu.sdk and nothing else of the house."""
