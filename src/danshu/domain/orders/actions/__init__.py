"""What a person may do to an order, by any of the five doors."""

from __future__ import annotations

from danshu.domain.orders.actions import family, holds, lines, notes, payment

ACTIONS = (*holds.ACTIONS, *lines.ACTIONS, *family.ACTIONS, *notes.ACTIONS, *payment.ACTIONS)
