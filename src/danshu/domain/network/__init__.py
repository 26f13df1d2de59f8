"""Takes: address texts, receiver columns and phone texts of orders.
Gives: current divisions with codes and centers, matched addresses, normal phones, distances; warehouses and zones.
Writes: nothing yet.
Never: calls a map service or parses masked receivers.
"""
