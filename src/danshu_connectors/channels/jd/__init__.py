"""Takes: the order export of JD's seller centre (30 columns, one row a SKU, the order's amounts repeated on each).
Gives: orders as JD states them, each order amount counted once.
Writes: nothing.
Never: adds up amounts that belong to the order.
"""

from danshu.sdk.channels import Channel
from danshu_connectors.channels.jd.files import FORMATS

CHANNEL = Channel("jd", "京东", "JD.com", "JD")

__all__ = ["CHANNEL", "FORMATS"]
