"""Takes: Danshu's own documented table layout, with Chinese or English headers, one row an order line.
Gives: orders with everything that the layout can say.
Writes: nothing.
Never: guesses: amounts are in major units (yuan) by definition, times in the shop's zone, unknown words are refused.
"""

from danshu.sdk.channels import Channel
from danshu_connectors.channels.generic.files import FORMATS

CHANNEL = Channel("generic", "通用（文件与接口）", "Generic (files and API)", "GN")

__all__ = ["CHANNEL", "FORMATS"]
