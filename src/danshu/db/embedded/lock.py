"""One owner for one thing: a file lock that the kernel gives back even when its holder is killed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

# Windows locks bytes, and a locked byte can't be read by others: the lock lies beyond what we write as text.
_LOCK_OFFSET = 1 << 20


class OwnerLock:
    """Held by one process at a time. The file names the holder's pid for messages; the lock itself is the truth."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    @property
    def held(self) -> bool:
        """True when this object holds the lock."""
        return self._file is not None

    def acquire(self) -> bool:
        """Takes the lock and writes our pid into the file; False when another process holds it."""
        if self._file is not None:
            return True
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = self.path.open("a+", encoding="utf-8")
        if not _lock(file):
            file.close()
            return False
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file
        return True

    def release(self) -> None:
        """Gives the lock back; the file stays, because removing it would let two holders lock two files."""
        if self._file is not None:
            self._file.truncate(0)
            _unlock(self._file)
            self._file.close()
            self._file = None

    def holder(self) -> int | None:
        """The pid of the process that holds the lock now, 0 when it is not known, None when nobody holds it."""
        if self._file is not None:
            return os.getpid()
        if not self.path.exists():
            return None
        with self.path.open("a+", encoding="utf-8") as file:
            if _lock(file):
                _unlock(file)
                return None
            file.seek(0)
            text = file.read().strip()
        return int(text) if text.isdigit() else 0


def _lock(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_LOCK_OFFSET)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _unlock(file: IO[str]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(_LOCK_OFFSET)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_UN)
