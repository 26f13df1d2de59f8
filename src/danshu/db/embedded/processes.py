"""Server processes that outlived their owner: found by the folder they work in, and stopped."""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from pathlib import Path

import psutil

from danshu.kernel.errors import DanshuError

_STOP_SECONDS = 600


def stop_orphans(cluster: Path) -> int:
    """Stops every PostgreSQL process that works in `cluster`; gives how many there were.

    The caller holds the cluster's lock, so that whoever owned them is gone. The server is asked to shut down fast
    (a checkpoint, at most `_STOP_SECONDS`); back ends left behind by a killed server are ended, since they keep the
    shared memory that a new server would need. A stale postmaster.pid whose number another program has by now
    would make the server refuse to start, so it goes too.
    """
    pid_file = cluster / "postmaster.pid"
    orphans = _working_in(cluster)
    main_pid = _main_pid(pid_file)
    for process in orphans:
        if process.pid == main_pid:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGINT)
            wait_ended([process], _STOP_SECONDS)
    # The others end by themselves when their server does; a killed server's may be busy in a statement.
    for process in (left := wait_ended(orphans, 1)):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    if alive := wait_ended(left, 30):
        raise DanshuError(
            "database.orphan_stays",
            f"PostgreSQL processes of an earlier start can't be ended: {', '.join(str(p.pid) for p in alive)}.",
            "End them, or restart the machine, and start Danshu again.",
        )
    pid_file.unlink(missing_ok=True)
    return len(orphans)


def wait_ended(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Waits until all have ended; gives those that have not. A container's first process may never collect the dead,
    so that a zombie counts as ended."""
    until = time.monotonic() + seconds
    while (alive := [process for process in processes if _alive(process)]) and time.monotonic() < until:
        time.sleep(0.02)
    return alive


def _alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _main_pid(pid_file: Path) -> int | None:
    try:
        first = pid_file.read_text(encoding="utf-8", errors="replace").splitlines()[0].strip()
    except (OSError, IndexError):
        return None
    return int(first) if first.isdigit() else None


def _working_in(cluster: Path) -> list[psutil.Process]:
    """PostgreSQL changes into its data folder at start, so the working folder tells whose a process is."""
    found = []
    for process in psutil.process_iter(["name"]):
        if not (process.info["name"] or "").startswith("postgres"):
            continue
        # A process of another user hides its folder from us; it can't be a server of ours, then.
        with contextlib.suppress(psutil.Error, OSError):
            if _alive(process) and Path(process.cwd()) == cluster:
                found.append(process)
    return found
