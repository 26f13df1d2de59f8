"""Takes: what a merchant says of each shop.
Gives: shops with their channel, currency, zone and the point at which they reserve.
Writes: shop.
Never: talks to a channel.
"""
