"""Takes: accepted orders, and short ones whose stock arrived.
Gives: claims on available stock; the hold stock.short where there is too little.
Writes: line quantities and the stock book of the batch.
Never: refuses an order that a channel has sold.
"""
