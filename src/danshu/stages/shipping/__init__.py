"""Takes: released fulfillment orders, and the couriers' numbers.
Gives: parcels that left, with stock deducted at that moment.
Writes: shipped quantities, parcels, the stock book of the batch.
Never: ships a held order, or more than was released.
"""
