"""Takes: jobs that wait, or that a reader who is gone has left.
Gives: their messages in the inbox, portion by portion, each in one transaction with the job's counters.
Writes: import_job, import_error, and through the inbox its queue and quarantine.
Never: holds a whole file's messages in memory, or a transaction open while it reads.
"""

from danshu.desks.importing.jobs.running import read_job, run_waiting
from danshu.desks.importing.jobs.starting import open_shop, plan_job

__all__ = ["open_shop", "plan_job", "read_job", "run_waiting"]
