"""A dry run: the same reading and checking, and the sums that an import would end with; nothing is stored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from danshu.desks.importing import rules, store
from danshu.desks.importing.model import RowFault
from danshu.domain.inbox import store as inbox
from danshu.domain.inbox.model import Tally
from danshu.kernel.errors import DanshuError
from danshu.sdk.orders import CreditMessage

if TYPE_CHECKING:
    from datetime import datetime

    from danshu.db.unit_of_work import UnitOfWork
    from danshu.desks.importing.jobs.reading import Portion
    from danshu.desks.importing.model import Job
    from danshu.sdk.orders import Message


class Trial:
    """Counts portions. Numbers that are stored, or stood in the file before, count as known."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._tally = Tally()
        self._seen: set[tuple[bool, str]] = set()

    async def count(self, work: UnitOfWork, job: Job, portion: Portion) -> None:
        """Adds a portion; what intake would refuse becomes a fault of it."""
        orders = [m.source_no for m, _, _ in portion.messages if not isinstance(m, CreditMessage)]
        credits = [m.source_no for m, _, _ in portion.messages if isinstance(m, CreditMessage)]
        known = await store.find_known(work, job.shop_id, orders, credits)
        for message, _, rows in portion.messages:
            self._tally.messages += 1
            try:
                rules.check(message, self._at)
            except DanshuError as error:
                self._tally.lines_quarantined += rows
                portion.faults.append(_fault(job.errors + len(portion.faults), error))
                continue
            self._add(message, rows, message.source_no in known)

    def _add(self, message: Message, rows: int, is_known: bool) -> None:
        tally, credit = self._tally, isinstance(message, CreditMessage)
        if is_known or (credit, message.source_no) in self._seen:
            tally.duplicates += 1
            tally.lines_known += rows
            return
        self._seen.add((credit, message.source_no))
        tally.lines_stored += rows
        tally.net_minor += rules.net_minor(message)
        if credit:
            tally.credits += 1
        else:
            tally.orders += 1

    def finished(self, work: UnitOfWork, job: Job) -> Job:
        """Puts the sums where an import's are, once the file is at its end: the job is done then."""
        if job.state != "storing":
            return job
        inbox.tally(work, {job.id: self._tally})
        return replace(job, state="done")


def _fault(position: int, error: DanshuError) -> RowFault:
    return RowFault(position, 0, None, None, "error", error.code, error.what, error.what, error.mend, error.mend)
