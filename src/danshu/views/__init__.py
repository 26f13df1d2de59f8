"""Takes: a caller's permissions and warehouses, filters, ids.
Gives: what screens show: lists, counts, the order page, stock, home; personal data masked.
Writes: nothing but the audit log, when somebody reveals personal data.
Never: shows a row outside the caller's warehouses.
"""
