"""What an import adds up to, and how the shop of a file is named. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from danshu.desks.importing.model import Job, Made, Result
from danshu.domain.orders.rules import build
from danshu.sdk.orders import CreditMessage, Message, OrderMessage

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

HOLDING_WARNINGS = frozenset({"quantity.merged", "amount.mismatch"})
"""Warnings that a person must look at before the order ships: as tags of the message they make intake hold it."""


def code_of_name(name: str) -> str:
    """“My Shop 2” -> my-shop-2; Chinese names keep their characters."""
    return re.sub(r"[\W_]+", "-", name.strip().lower()).strip("-")[:60] or "shop"


def marked(message: Message, warning_codes: Collection[str]) -> Message:
    """The message with the warnings that must hold it as tags."""
    holding = sorted(HOLDING_WARNINGS.intersection(warning_codes))
    if not holding or not isinstance(message, OrderMessage):
        return message
    return msgspec.structs.replace(message, tags=(*message.tags, *holding))


def check(message: Message, at: datetime) -> None:
    """What intake would refuse. Raises its DanshuError."""
    if isinstance(message, OrderMessage):
        build.check(message, at)
    else:
        build.check_credit(message)


def net_minor(message: Message) -> int:
    """What the message adds to the net of an import: what an order states as owed, what a credit takes back."""
    if isinstance(message, CreditMessage):
        return -sum(line.amount_minor for line in message.lines)
    if message.total_minor is not None:
        return message.total_minor
    payable = sum(paid for _, _, paid in build.price_lines(message))
    return payable + message.freight_minor + message.tax_minor


def result_of(job: Job, made: Made, currency: str) -> Result:
    """The account of an import as it stands."""
    return Result(
        lines_read=job.lines_read,
        lines_stored=made.lines_stored,
        orders=made.orders,
        cancellations=made.credits,
        duplicates=made.duplicates,
        updated=made.updates,
        lines_known=made.lines_known,
        quarantined=job.lines_refused + made.lines_quarantined,
        net_minor=made.net_minor,
        currency=currency,
    )
