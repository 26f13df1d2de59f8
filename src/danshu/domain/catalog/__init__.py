"""Takes: what the merchant sells and what each channel calls it.
Gives: SKUs, bundles, and the map from channel items to them.
Writes: sku, bundle_component, listing.
Never: knows how many there are.
"""
