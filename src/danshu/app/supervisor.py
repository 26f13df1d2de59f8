"""`danshu up`: one process that starts the database, web and worker, starts again what dies, and stops all of it.

It imports little, because it stays in memory as long as the shop is open.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import psutil

from danshu.app.config import Config, checkout_root, static_dir
from danshu.db.embedded import EmbeddedPostgres
from danshu.db.embedded.lock import OwnerLock
from danshu.db.embedded.processes import wait_ended
from danshu.kernel.errors import DanshuError

_POLL_SECONDS = 0.25
_STOP_SECONDS = 20
_READY_SECONDS = 180
_BACKOFF_SECONDS_MAX = 30.0
_HEALTHY_SECONDS = 60.0
_LOG_BYTES_MAX = 20 << 20

Say = Callable[[str], None]


@dataclass
class Child:
    """A program that is kept running. `failures` counts deaths that came soon after a start."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    next_start: float = 0.0


@dataclass
class RunFile:
    """`run/up.json`: what is running from this data folder, for `down`, for a second `up`, and for the next start."""

    path: Path
    content: dict[str, Any] = field(default_factory=dict)

    def read(self) -> dict[str, Any]:
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}

    def write(self, **values: Any) -> None:
        self.content |= values
        new = self.path.with_name(self.path.name + ".new")
        new.touch(mode=0o600)  # the database's URL may hold a password
        new.write_text(json.dumps(self.content), encoding="utf-8")
        new.replace(self.path)


def up_lock(config: Config) -> OwnerLock:
    """The lock that a running `up` holds on its data folder."""
    return OwnerLock(config.run_dir / "up.lock")


def run_file(config: Config) -> RunFile:
    return RunFile(config.run_dir / "up.json")


class Supervisor:
    """Runs one installation until it is told to stop. `say` prints progress for a person."""

    def __init__(self, config: Config, *, empty: bool, worker: bool, say: Say) -> None:
        self._config = config
        self._empty = empty
        self._say = say
        self._lock = up_lock(config)
        self._run = run_file(config)
        self._stop_file = config.run_dir / "stop"
        self._postgres: EmbeddedPostgres | None = None
        self._children: list[Child] = []
        self._with_worker = worker
        self._bundle: subprocess.Popen[bytes] | None = None
        self._database_backoff = 0.0

    def run(self) -> int:
        """Starts everything, waits, and stops everything. Raises DanshuError when a start fails."""
        began = time.monotonic()
        EmbeddedPostgres(self._config.data_dir).prepare_folder()
        if not self._lock.acquire():
            there = self._run.read()
            raise DanshuError(
                "up.already_running",
                f"Danshu is already running at {there.get('address', 'an address not known yet')}"
                f" from {self._config.data_dir} (pid {self._lock.holder()}).",
                "Open that address, or stop it with `danshu down`.",
                status=409,
            )
        for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _interrupt)
        try:
            self._start(began)
            self._watch()
        except KeyboardInterrupt:
            self._say("stopping")
        finally:
            self._stop()
        return 0

    def _start(self, began: float) -> None:
        self._stop_file.unlink(missing_ok=True)
        end_leftovers(self._run.read(), self._say)
        self._config = replace(self._config, port=_free_port(self._config))
        self._run.write(pid=os.getpid(), address=self._config.address, children={})
        self._bundle = self._start_bundle()
        self._start_database()
        told = self._prepare()
        self._finish_bundle()
        self._children = [Child("web", self._python("danshu.app.http"))]
        if self._with_worker:
            self._children.append(Child("worker", self._python("danshu.app.worker")))
        for child in self._children:
            self._launch(child)
        self._wait_until_healthy()
        self._say(f"Danshu is ready: {self._config.address}  (in {time.monotonic() - began:.1f} s)")
        for line in told:
            self._say(line)
        self._say("Ctrl-C stops it.")

    def _start_database(self) -> None:
        if self._config.database_url:
            self._run.write(database_url=self._config.database_url)
            return
        self._say("starting the database")
        self._postgres = EmbeddedPostgres(self._config.data_dir, say=self._say)
        self._config = replace(self._config, database_url=self._postgres.start())

    def _start_bundle(self) -> subprocess.Popen[bytes] | None:
        """The web pages are built while the database starts: both take long at the first start only."""
        root = checkout_root()
        if root is None:
            return None
        from danshu.app import cli_web

        if cli_web.is_current(root, static_dir()):
            return None
        self._say("building the web pages (first start, or their sources have changed); about a minute")
        return subprocess.Popen(self._python("danshu.app.cli_web"), stdout=subprocess.PIPE)

    def _finish_bundle(self) -> None:
        if (build := self._bundle) is None:
            return
        output, _ = build.communicate()
        if build.returncode:
            with contextlib.suppress(ValueError):
                output = json.loads(output)["error"].encode()
            why = output.decode("utf-8", "replace")
            raise DanshuError(
                "up.web_build_failed", f"The web pages could not be built. {why}", "Mend it, start again."
            )

    def _prepare(self) -> list[str]:
        """Migrations and demo data run in a program of their own, whose memory is given back when it ends."""
        command = self._python("danshu.app.cli_prepare") + (["--empty"] if self._empty else [])
        with subprocess.Popen(command, env=self._environment(), stdout=subprocess.PIPE, text=True) as process:
            try:
                output, _ = process.communicate()
            except BaseException:
                process.kill()
                raise
        lines = [line for line in output.splitlines() if line]
        if process.returncode:
            raise DanshuError("up.prepare_failed", "\n".join(lines) or "Preparing the database failed; see above.")
        return lines

    def _environment(self) -> dict[str, str]:
        # Fewer malloc arenas: threads' arenas cost tens of MB that an idle shop never uses.
        return os.environ | {"PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "2"} | self._config.to_environment()

    @staticmethod
    def _python(module: str) -> list[str]:
        return [sys.executable, "-P", "-m", module]

    # While it runs

    def _launch(self, child: Child) -> None:
        path = self._config.logs_dir / f"{child.name}.log"
        if path.exists() and path.stat().st_size > _LOG_BYTES_MAX:
            path.replace(path.with_suffix(".log.1"))
        with path.open("ab") as log:
            # A session of its own keeps the terminal's Ctrl-C away: we stop the children, in our order.
            child.process = subprocess.Popen(
                child.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self._environment(),
                start_new_session=True,
            )
        child.started = time.monotonic()
        self._run.write(children=_identities(self._children))

    def _wait_until_healthy(self) -> None:
        self._say("starting web and worker" if self._with_worker else "starting web")
        until = time.monotonic() + _READY_SECONDS
        while not _answers(self._config):
            dead = next((child for child in self._children if child.process and child.process.poll() is not None), None)
            if dead and dead.failures >= 2:
                raise DanshuError(
                    "up.program_dies",
                    f"The {dead.name} program ends at once: {_tail(self._config.logs_dir / f'{dead.name}.log')}",
                    f"The whole log is {self._config.logs_dir / f'{dead.name}.log'}.",
                )
            if time.monotonic() > until:
                raise DanshuError(
                    "up.not_ready",
                    f"{self._config.address}/healthz did not answer within {_READY_SECONDS} s.",
                    f"See the logs in {self._config.logs_dir}, and run `danshu doctor`.",
                )
            self._tend()
            time.sleep(0.05)

    def _watch(self) -> None:
        while not self._stop_file.exists():
            self._tend()
            time.sleep(_POLL_SECONDS)

    def _tend(self) -> None:
        """Starts again whatever has died; a program that keeps dying waits 1, 2, 4 … 30 s between starts."""
        if self._postgres and (code := self._postgres.poll()) is not None:
            self._say(f"the database has ended (code {code}); starting it again in {self._database_backoff:.0f} s")
            time.sleep(self._database_backoff)
            self._database_backoff = min(self._database_backoff * 2 + 1, _BACKOFF_SECONDS_MAX)
            try:
                self._postgres.restart()
            except DanshuError as error:
                self._say(str(error))
            else:
                self._database_backoff = 0.0
                self._say("the database is running again")
        now = time.monotonic()
        for child in self._children:
            if child.process is None:
                if now >= child.next_start:
                    self._launch(child)
                    self._say(f"{child.name} is running again")
            elif (code := child.process.poll()) is not None:
                child.failures = child.failures + 1 if now - child.started < _HEALTHY_SECONDS else 1
                wait = min(2.0 ** (child.failures - 1), _BACKOFF_SECONDS_MAX)
                child.process, child.next_start = None, now + wait
                log = self._config.logs_dir / f"{child.name}.log"
                self._say(f"{child.name} has ended (code {code}); starting it again in {wait:.0f} s. {_tail(log)}")

    def _stop(self) -> None:
        for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), signal.SIG_IGN)
        running = [child.process for child in self._children if child.process]
        if self._bundle:
            running.append(self._bundle)
        _end([psutil.Process(process.pid) for process in running if process.poll() is None])
        if self._postgres:
            self._postgres.stop()
        self._stop_file.unlink(missing_ok=True)
        self._run.path.unlink(missing_ok=True)
        self._lock.release()


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _identities(children: list[Child]) -> dict[str, list[float]]:
    """pid and start time: together they name a process for good, since pids are used again."""
    found: dict[str, list[float]] = {}
    for child in children:
        with contextlib.suppress(psutil.NoSuchProcess):
            if child.process:
                found[child.name] = [child.process.pid, psutil.Process(child.process.pid).create_time()]
    return found


def end_leftovers(run: dict[str, Any], say: Say) -> None:
    """Ends web and worker of a supervisor that was killed: they would hold the port and do the work twice."""
    left = []
    for pid, created in dict(run.get("children") or {}).values():
        with contextlib.suppress(psutil.NoSuchProcess):
            process = psutil.Process(int(pid))
            if abs(process.create_time() - created) < 1:
                left.append(process)
    if left:
        say(f"ending {len(left)} programs that an earlier start had left behind")
        _end(left)


def _end(processes: list[psutil.Process]) -> None:
    """Asks them and what they have started, and ends after `_STOP_SECONDS` what has not gone."""
    everything = list(processes)
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            everything += process.children(recursive=True)
    for process in everything:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()
    for process in wait_ended(everything, _STOP_SECONDS):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()


def _free_port(config: Config) -> int:
    """The port to serve at; 0 picks a free one. Raises `up.port_taken`."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with socket.socket(family) as probe:
        if sys.platform != "win32":
            # A connection of the last run that lingers in TIME_WAIT is no reason to refuse.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.host, config.port))
        except OSError as error:
            raise DanshuError(
                "up.port_taken",
                f"Danshu can't listen at {config.host}:{config.port}: {error.strerror or error}.",
                "Stop the program that uses the port, or choose another with --port.",
                status=409,
            ) from error
        return int(probe.getsockname()[1])


def _answers(config: Config) -> bool:
    """Whether /healthz answers 200: asked with a bare socket, since an HTTP library would stay in memory for this."""
    host = config.address.removeprefix("http://").rpartition(":")[0].strip("[]")
    try:
        with socket.create_connection((host, config.port), timeout=5) as connection:
            connection.sendall(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
            return connection.recv(64).split(b" ")[1:2] == [b"200"]
    except OSError:
        return False


def _tail(path: Path) -> str:
    lines = path.read_bytes()[-2000:].decode("utf-8", "replace").splitlines() if path.exists() else []
    return " / ".join(lines[-3:])
