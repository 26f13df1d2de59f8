"""Takes: which units leave from which warehouse, and the parcels that left.
Gives: fulfillment orders, parcels and their lines.
Writes: fulfillment_order, fulfillment_line, parcel, parcel_line.
Never: moves stock; the stock book does.
"""
