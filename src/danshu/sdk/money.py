"""Exact money for connectors, which see nothing of the house but danshu.sdk."""

from danshu.kernel.money import format_minor, line_amount, minor_from_text, price_from_text, split_by_weight

__all__ = ["format_minor", "line_amount", "minor_from_text", "price_from_text", "split_by_weight"]
