"""`danshu down`: asks a running `up` to stop, and waits until it has."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time

from danshu.app.config import Config
from danshu.app.supervisor import Say, end_leftovers, run_file, up_lock
from danshu.db.embedded import EmbeddedPostgres
from danshu.kernel.errors import DanshuError

_SECONDS = 180


def down(config: Config, say: Say) -> int:
    """Stops what runs from the data folder, also what a killed `up` has left behind. Raises `down.still_running`."""
    EmbeddedPostgres(config.data_dir).prepare_folder()
    lock, run = up_lock(config), run_file(config)
    pid = lock.holder()
    if pid is None:
        end_leftovers(run.read(), say)
        run.path.unlink(missing_ok=True)
        ended = EmbeddedPostgres(config.data_dir).stop_orphans()
        say("stopped what an earlier start had left behind" if ended else f"nothing runs from {config.data_dir}")
        return 0
    say(f"stopping Danshu (pid {pid})")
    # The file works on every system; the signal also interrupts a start that is still under way.
    (config.run_dir / "stop").touch()
    if sys.platform != "win32" and pid:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + _SECONDS
    while lock.holder() is not None:
        if time.monotonic() > until:
            raise DanshuError(
                "down.still_running",
                f"Danshu (pid {pid}) did not stop within {_SECONDS} s.",
                f"See the logs in {config.logs_dir}, or end process {pid}.",
            )
        time.sleep(0.1)
    say("stopped")
    return 0
