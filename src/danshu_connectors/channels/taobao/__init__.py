"""Takes: the seller centre's ExportOrderList (41 columns, one row an order) and ExportOrderDetailList (18, one a line).
Gives: orders as Taobao states them.
Writes: nothing.
Never: splits a total quantity over several titles where the export does not say how, or reads masked names as names.
"""

from danshu.sdk.channels import Channel
from danshu_connectors.channels.taobao.files import FORMATS

CHANNEL = Channel("taobao", "淘宝", "Taobao", "TB")

__all__ = ["CHANNEL", "FORMATS"]
