"""`danshu doctor`: looks at everything that an installation needs; each finding says how to mend it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Literal

import psycopg

from danshu import __version__
from danshu.app import cli_web
from danshu.app.cli_database import database
from danshu.app.config import Config, checkout_root, static_dir
from danshu.app.supervisor import up_lock
from danshu.db import migrate
from danshu.db.embedded import EmbeddedPostgres, inspect
from danshu.db.sql import SqlFolder
from danshu.kernel.errors import DanshuError

Level = Literal["ok", "warn", "fail"]
SQL = SqlFolder(__name__)
_GB = 1 << 30
_WORKER_SILENT_SECONDS = 60
_CLOCK_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; `mend` is empty when all is well."""

    check: str
    level: Level
    what: str
    mend: str = ""


def run(config: Config, *, as_json: bool) -> int:
    """Prints the findings and gives 1 when one of them is a failure."""
    findings = list(examine(config))
    if as_json:
        print(json.dumps({"version": __version__, "findings": [asdict(f) for f in findings]}, ensure_ascii=False))
    else:
        for finding in findings:
            print(f"{finding.level:<5} {finding.check:<11} {finding.what}")
            if finding.mend:
                print(f"{'':<17} -> {finding.mend}")
    return int(any(finding.level == "fail" for finding in findings))


def examine(config: Config) -> Iterator[Finding]:
    """All findings, those about the machine first."""
    running = _is_up(config)
    yield _python()
    yield _folder(config)
    yield _disk(config)
    yield _port(config, running)
    yield _bundle()
    yield _keys(config)
    # Looking must not make a database: that is for `up` and `restore`.
    if not config.database_url and not running and not EmbeddedPostgres(config.data_dir).cluster.exists():
        yield Finding("database", "warn", "there is none yet", "It is made by `danshu up`.")
        return
    try:
        with database(config) as url:
            yield from _database(url, running)
    except (DanshuError, psycopg.Error, OSError) as error:
        mend = error.mend if isinstance(error, DanshuError) else ""
        what = error.what if isinstance(error, DanshuError) else str(error).strip()
        yield Finding("database", "fail", what, mend or "Check --database-url and that the server runs.")


def _is_up(config: Config) -> bool:
    try:
        return up_lock(config).holder() is not None
    except OSError:
        return False


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if (3, 11) <= sys.version_info[:2] < (3, 15):
        return Finding("python", "ok", f"Python {version}")
    return Finding("python", "fail", f"Python {version}", "Use Python 3.11 to 3.14.")


def _folder(config: Config) -> Finding:
    folder = config.data_dir
    if not folder.exists():
        return Finding("data", "warn", f"{folder} does not exist yet", "It is made by `danshu up`.")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        mend = "Run Danshu as the folder's owner, or choose another with --data-dir."
        return Finding("data", "fail", f"{folder} can't be read and written by this user", mend)
    status = folder.stat()
    if sys.platform != "win32" and status.st_uid != os.geteuid():
        return Finding("data", "warn", f"{folder} belongs to uid {status.st_uid}", "Run Danshu as the folder's owner.")
    if sys.platform != "win32" and status.st_mode & 0o066:
        return Finding("data", "warn", f"{folder} is open to other users", f'chmod 700 "{folder}"')
    return Finding("data", "ok", str(folder))


def _disk(config: Config) -> Finding:
    folder = next(path for path in (config.data_dir, *config.data_dir.parents) if path.exists())
    free = shutil.disk_usage(folder).free
    what = f"{free / _GB:.1f} GB free at {folder}"
    if free < _GB:
        return Finding("disk", "fail", what, "Free at least 1 GB: a full disk stops the shop.")
    return Finding("disk", "warn", what, "Free some space soon.") if free < 5 * _GB else Finding("disk", "ok", what)


def _port(config: Config, running: bool) -> Finding:
    with socket.socket(socket.AF_INET6 if ":" in config.host else socket.AF_INET) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.host, config.port))
        except OSError as error:
            if running:
                return Finding("port", "ok", f"{config.port} is taken, and Danshu is running")
            mend = "Stop the program that uses it, or start with --port."
            return Finding("port", "fail", f"{config.host}:{config.port}: {error.strerror}", mend)
    return Finding("port", "ok", f"{config.host}:{config.port} is free")


def _bundle() -> Finding:
    if not (static_dir() / "index.html").is_file():
        mend = "`danshu up` builds them." if checkout_root() else "Install Danshu again."
        return Finding("web", "warn" if checkout_root() else "fail", "the web pages are not built", mend)
    root = checkout_root()
    if root and not cli_web.is_current(root, static_dir()):
        return Finding("web", "warn", "the web pages are older than their sources", "`danshu up` builds them anew.")
    return Finding("web", "ok", "the web pages are built")


def _keys(config: Config) -> Finding:
    folder = config.keys_dir
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    except OSError as error:
        return Finding("keys", "fail", f"{folder}: {error.strerror}", "Run Danshu as the folder's owner.")
    if not files:
        mend = "They are made at the first start. If there was one, put them back: `danshu restore … --keys FILE`."
        return Finding("keys", "warn", f"there are no keys in {folder}", mend)
    open_ones = [path.name for path in files if sys.platform != "win32" and path.stat().st_mode & 0o077]
    if open_ones:
        return Finding("keys", "fail", f"other users can read {', '.join(open_ones)}", f'chmod 600 "{folder}"/*')
    return Finding("keys", "ok", f"{len(files)} in {folder}; keep a copy apart from the backups")


def _database(url: str, running: bool) -> Iterator[Finding]:
    server = inspect.server(url)
    drift = abs(server.clock_s - time.time())
    yield _least(server.major >= 15, "database", f"PostgreSQL {server.version}", "Use PostgreSQL 15 or newer.")
    missing = migrate.pending(url)
    yield _least(
        not missing, "migrations", f"{', '.join(missing)} missing" if missing else "current", "Run `danshu up`.", "warn"
    )
    mend = "Let both machines set their clocks by NTP."
    yield _least(drift < _CLOCK_SECONDS, "clock", f"{drift:.1f} s from the database's", mend, "warn")
    silent = _worker_silence(url) if not missing else None
    if silent is not None and silent <= _WORKER_SILENT_SECONDS:
        yield Finding("worker", "ok", f"last heard of {silent:.0f} s ago")
    elif not running:
        yield Finding("worker", "ok", "not running, and neither is `danshu up`")
    else:
        what = "was never heard of" if silent is None else f"was last heard of {silent:.0f} s ago"
        yield Finding("worker", "fail", what, "See worker.log in the logs folder; `danshu down`, then `danshu up`.")


def _worker_silence(url: str) -> float | None:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(SQL.read_worker_silence, {"at": datetime.now(UTC)}).fetchone()
        return float(row[0]) if row and row[0] is not None else None


def _least(well: bool, check: str, what: str, mend: str, otherwise: Level = "fail") -> Finding:
    return Finding(check, "ok", what) if well else Finding(check, otherwise, what, mend)
