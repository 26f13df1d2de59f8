"""Takes: one order of a batch, or a group of them, and the fields of an action.
Gives: what a person may do to an order, by any of the five doors, and how it is undone.
Writes: only what is in the batch.
Never: leaves half a change when it refuses.
"""

from __future__ import annotations

from danshu.domain.orders.actions import family, holds, lines, notes, payment

ACTIONS = (*holds.ACTIONS, *lines.ACTIONS, *family.ACTIONS, *notes.ACTIONS, *payment.ACTIONS)
