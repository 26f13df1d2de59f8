"""Takes: the Tmall order report of 7 columns (one row an order, no goods, no names).
Gives: orders with one line that stands for the whole order.
Writes: nothing.
Never: says what was sold: the report does not.
"""

from danshu.sdk.channels import Channel
from danshu_connectors.channels.tmall_report.files import FORMATS

CHANNEL = Channel("tmall", "天猫", "Tmall", "TM")

__all__ = ["CHANNEL", "FORMATS"]
