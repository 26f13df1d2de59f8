"""Takes: the UCI “Online Retail” file (invoices of a British shop, one row a line).
Gives: completed orders, and credit notes for the invoices whose number begins with C.
Writes: nothing.
Never: makes an order of a bad debt or of a negative sale: such rows are refused one by one.
"""

from danshu.sdk.channels import Channel
from danshu_connectors.channels.uci.files import FORMATS

CHANNEL = Channel("uci", "UCI 在线零售", "UCI Online Retail", "UK")

__all__ = ["CHANNEL", "FORMATS"]
