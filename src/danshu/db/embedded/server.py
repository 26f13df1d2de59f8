"""The embedded server: owned by one process, which starts it, watches it and stops it."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO
from urllib.parse import quote

import psycopg
from psycopg.pq import PGconn, Ping

from danshu.db.embedded import account, binaries, cluster
from danshu.db.embedded.cluster import ROLE, Endpoint
from danshu.db.embedded.lock import OwnerLock
from danshu.db.embedded.processes import stop_orphans
from danshu.kernel.errors import DanshuError

DATABASE = "danshu"
_STOP_SECONDS = 120
_LOG_BYTES_MAX = 20 << 20
_TELL_EVERY_SECONDS = 5

Say = Callable[[str], None]


class EmbeddedPostgres:
    """PostgreSQL in `<data_dir>/postgres`, reachable by this machine's owner of the folder only.

    `tcp` (the default on Windows) listens on 127.0.0.1 behind a password instead of on a Unix socket. `durable=False`
    is for tests: commits don't reach the disk. `say` is told what takes long (crash recovery).
    """

    def __init__(
        self, data_dir: Path, *, durable: bool = True, tcp: bool = sys.platform == "win32", say: Say | None = None
    ) -> None:
        self.data_dir = data_dir.absolute()
        self.cluster = (self.data_dir / "postgres").resolve()
        self._durable = durable
        self._tcp = tcp
        self._say = say or (lambda _: None)
        self._lock = OwnerLock(self.data_dir / "run" / "postgres.lock")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> str:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def conninfo(self) -> str:
        """The URL of the database `danshu`; valid while the server runs, from any process of the same user."""
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        """The URL of another database of this server."""
        endpoint = self._endpoint()
        if endpoint.socket_dir is not None:
            host = quote(str(endpoint.socket_dir), safe="")
            return f"postgresql://{ROLE}@/{database}?host={host}&port={endpoint.port}"
        password = quote(self._password_file.read_text(encoding="ascii").strip(), safe="")
        return f"postgresql://{ROLE}:{password}@127.0.0.1:{endpoint.port}/{database}"

    def owner_pid(self) -> int | None:
        """The process that runs this server now (0 when unknown), or None."""
        return self._lock.holder()

    def is_running(self) -> bool:
        """Whether the server answers, whoever owns it."""
        return self.owner_pid() is not None and self._ping() == Ping.OK

    def start(self) -> str:
        """Starts the server, through crash recovery however long that takes, and gives the URL of its database.

        Raises `database.in_use` when another process runs it, `database.folder_foreign`, `database.folder_unreachable`,
        `database.create_failed`, `database.other_major`, `database.start_failed`.
        """
        self.prepare_folder()
        if not self._lock.acquire():
            raise DanshuError(
                "database.in_use",
                f"The database in {self.data_dir} is run by another process (pid {self._lock.holder()}).",
                "Stop that one first (danshu down), or choose another folder with --data-dir.",
                status=409,
            )
        try:
            self._start_owned()
        except BaseException:
            self.stop()
            raise
        return self.conninfo

    def poll(self) -> int | None:
        """None while the server runs; its exit code once it has ended, -1 when it was never started."""
        return self._process.poll() if self._process else -1

    def restart(self) -> str:
        """Starts the server anew after it has died, keeping the lock."""
        self._end_process(fast=True)
        self._start_owned()
        return self.conninfo

    def stop_orphans(self) -> int:
        """Stops what a killed owner has left running; gives the number of processes. Does nothing while it is owned."""
        if not (self.cluster / "postmaster.pid").exists() or not self._lock.acquire():
            return 0
        try:
            return stop_orphans(self.cluster)
        finally:
            self._lock.release()

    def stop(self, fast: bool = True) -> None:
        """Stops the server and gives the folder back. Fast ends open sessions; otherwise they are waited for."""
        if self._lock.held:
            self._end_process(fast=fast)
            if folder := self._endpoint().socket_dir:
                with suppress(OSError):  # it was never made, or the next owner will look at what is in it
                    folder.rmdir()
            self._lock.release()

    # How a start goes

    @property
    def _password_file(self) -> Path:
        return self.data_dir / "postgres.password"

    def prepare_folder(self) -> None:
        """Makes the data folder. Raises `database.folder_foreign` when it is another user's."""
        self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        if sys.platform != "win32":
            owner = self.data_dir.stat().st_uid
            if owner != os.geteuid() and not account.is_root():
                raise DanshuError(
                    "database.folder_foreign",
                    f"The data folder {self.data_dir} belongs to another user (uid {owner}).",
                    "Start Danshu as that user, or choose a folder of your own with --data-dir.",
                )
        for name in ("run", "logs"):
            (self.data_dir / name).mkdir(exist_ok=True, mode=0o700)

    def _start_owned(self) -> None:
        runner = account.server_account(self.cluster)
        bin_dir = binaries.binaries_dir()
        if runner and runner.switch:
            bin_dir = binaries.copy_for_service_user()
            # The service user passes through the data folder to its cluster, and can list nothing on the way.
            self.data_dir.chmod(0o711)
            self._place_where(runner)
        if not self.cluster.exists():
            cluster.create(self.cluster, bin_dir, runner, self._password_file if self._tcp else None)
        cluster.check_version(self.cluster)
        if (self.cluster / "postmaster.pid").exists() and (ended := stop_orphans(self.cluster)):
            self._say(f"stopped {ended} PostgreSQL processes that an earlier start had left behind")
        endpoint = self._choose_endpoint(runner)
        cluster.write_settings(self.cluster, endpoint, runner, durable=self._durable)
        command = [binaries.program("postgres", bin_dir), "-D", str(self.cluster)]
        # A session of its own keeps the terminal's Ctrl-C away: the supervisor stops web and worker first.
        with self._open_log() as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=cluster.environment(),
                start_new_session=True,
                **(runner.popen() if runner else {}),
            )
        self._wait_until_ready()
        self._ensure_database()

    def _place_where(self, runner: account.Account) -> None:
        """Root may choose a folder that the service user can't enter (/root/shop): then its cluster lies below
        /var/lib/danshu with a link to it, since opening root's folders to others is not ours to do."""
        link = self.data_dir / "postgres"
        if account.can_enter(runner, self.data_dir) or link.is_symlink():
            return
        if link.exists():
            raise DanshuError(
                "database.folder_unreachable",
                f"PostgreSQL runs as the user “{runner.name}”, who can't enter {self.data_dir}.",
                "Let that user pass through the folders above, or start Danshu as an ordinary user.",
            )
        clusters = account.SERVICE_HOME / "clusters"
        clusters.mkdir(mode=0o711, parents=True, exist_ok=True)
        home = Path(tempfile.mkdtemp(dir=clusters))
        home.chmod(0o711)
        link.symlink_to(home / "postgres")
        self.cluster = home / "postgres"
        self._say(f"PostgreSQL's files are in {self.cluster}, since its user can't enter {self.data_dir}")

    def _endpoint(self) -> Endpoint:
        if self._tcp:
            port_file = self.data_dir / "run" / "postgres.port"
            return Endpoint(None, int(port_file.read_text(encoding="ascii")) if port_file.exists() else 0)
        # A socket's path may have 107 bytes, and the data folder's may be longer; a hash of it is short and stays.
        digest = hashlib.sha256(os.fsencode(self.data_dir.resolve())).hexdigest()[:12]
        uid = os.getuid() if sys.platform != "win32" else 0
        base = Path("/tmp") if Path("/tmp").is_dir() else Path(tempfile.gettempdir())  # noqa: S108 -- 0700, owner checked
        return Endpoint(base / f"danshu-{uid}-{digest}", 5432)

    def _choose_endpoint(self, runner: account.Account | None) -> Endpoint:
        endpoint = self._endpoint()
        if endpoint.socket_dir is None:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            (self.data_dir / "run" / "postgres.port").write_text(str(port), encoding="ascii")
            return Endpoint(None, port)
        folder = endpoint.socket_dir
        if not os.path.lexists(folder):
            folder.mkdir(mode=0o700)
            cluster.give(folder, runner)
        status = folder.lstat()
        # /tmp is everybody's: a folder that someone else put there first must not receive our connections.
        if folder.is_symlink() or status.st_mode & 0o077 or (runner and status.st_uid != runner.uid):
            raise DanshuError(
                "database.socket_folder_foreign",
                f"{folder} should be a folder of mode 0700 that belongs to PostgreSQL's user, and it is not.",
                "Remove it and start again.",
            )
        return endpoint

    def _open_log(self) -> IO[bytes]:
        path = self.data_dir / "logs" / "postgres.log"
        if path.exists() and path.stat().st_size > _LOG_BYTES_MAX:
            path.replace(path.with_suffix(".log.1"))
        return path.open("ab")

    def _ping(self) -> Ping:
        return Ping(PGconn.ping(self.url_of("postgres").encode()))

    def _wait_until_ready(self) -> None:
        """No time limit: recovery takes as long as there is log to replay, and ending it would start it over."""
        began = told = time.monotonic()
        while self._ping() != Ping.OK:
            code = self.poll()
            if code is not None:
                raise DanshuError(
                    "database.start_failed",
                    f"PostgreSQL ended with code {code} while starting: {self.log_tail()}",
                    f"The whole log is {self.data_dir / 'logs' / 'postgres.log'}.",
                )
            time.sleep(0.02)
            if time.monotonic() - told > _TELL_EVERY_SECONDS:
                told = time.monotonic()
                self._say(f"PostgreSQL is recovering its files, {told - began:.0f} s so far")

    def log_tail(self) -> str:
        """The last lines of the server's log."""
        path = self.data_dir / "logs" / "postgres.log"
        lines = path.read_bytes()[-4000:].decode("utf-8", "replace").splitlines() if path.exists() else []
        return " / ".join(lines[-6:])

    def _ensure_database(self) -> None:
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone()
            if known is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _end_process(self, *, fast: bool) -> None:
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        if sys.platform == "win32":
            pg_ctl = [binaries.program("pg_ctl"), "stop", "-D", str(self.cluster), "-m", "fast" if fast else "smart"]
            subprocess.run(pg_ctl, check=False, capture_output=True)
        else:
            process.send_signal(signal.SIGINT if fast else signal.SIGTERM)
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._say(f"PostgreSQL did not stop in {_STOP_SECONDS} s and is ended; it will recover at its next start")
            process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGQUIT)
            process.wait()


@contextmanager
def attached(data_dir: Path, say: Say | None = None) -> Iterator[str]:
    """The URL of the database in `data_dir`: of the server that runs there, else of one run for the while."""
    server = EmbeddedPostgres(data_dir, say=say)
    server.prepare_folder()
    while server.owner_pid() is not None:
        if server.is_running():
            yield server.conninfo
            return
        time.sleep(0.1)
    with server as conninfo:
        yield conninfo
