"""The files of a cluster: made once by initdb, its settings written anew at each start."""

from __future__ import annotations

import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from danshu.db.embedded import binaries
from danshu.db.embedded.account import Account, own_name
from danshu.kernel.errors import DanshuError

ROLE = "danshu"
_MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the server listens: a socket folder on Unix, a port of this machine where there are no Unix sockets."""

    socket_dir: Path | None
    port: int


def create(cluster: Path, bin_dir: Path, account: Account | None, password_file: Path | None) -> None:
    """Runs initdb. A start that is killed half way leaves only `<cluster>.new`, which the next start removes.

    The builtin provider gives one collation everywhere, whatever locales the machine has installed.
    Raises `database.create_failed`.
    """
    unfinished = cluster.with_name(cluster.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700, parents=True)
    give(unfinished, account)
    command = [
        *(binaries.program("initdb", bin_dir), "-D", str(unfinished), "-U", ROLE, "--encoding=UTF8"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"),
    ]
    if password_file is None:
        command.append("--auth=peer")
    else:
        password_file.touch(mode=0o600)
        password_file.write_text(secrets.token_urlsafe(24), encoding="ascii")
        give(password_file, account)
        command += ["--auth=scram-sha-256", f"--pwfile={password_file}"]
    run_as = account.popen() if account else {}
    made = subprocess.run(command, **run_as, env=environment(), check=False, capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise DanshuError(
            "database.create_failed",
            f"PostgreSQL could not make its files in {cluster}: {(made.stderr or made.stdout).strip()[-600:]}",
            "Check the free space and the permissions of the folder, and start again.",
        )
    unfinished.rename(cluster)


def check_version(cluster: Path) -> None:
    """Raises `database.other_major` when another major version of PostgreSQL made the cluster."""
    major = (cluster / "PG_VERSION").read_text(encoding="ascii").strip()
    if major != str(binaries.major_version()):
        raise DanshuError(
            "database.other_major",
            f"{cluster} was made by PostgreSQL {major}, and this Danshu carries {binaries.major_version()}.",
            "Take a backup with the Danshu that made it, and restore it with this one into an empty data folder.",
        )


def write_settings(cluster: Path, endpoint: Endpoint, account: Account | None, *, durable: bool) -> None:
    """Writes postgresql.conf, pg_hba.conf and pg_ident.conf. `custom.conf` in the same folder has the last word."""
    lines = [
        "# Written by Danshu at each start. Your own settings belong in custom.conf in this folder.",
        *(f"{name} = {_quoted(value)}" for name, value in _settings(endpoint, durable=durable).items()),
        "include_if_exists = 'custom.conf'",
    ]
    _write(cluster / "postgresql.conf", lines, account)
    if endpoint.socket_dir is None:
        _write(cluster / "pg_hba.conf", ["host all all 127.0.0.1/32 scram-sha-256"], account)
        return
    _write(cluster / "pg_hba.conf", ["local all all peer map=danshu"], account)
    names = sorted({name for name in (own_name(), account.name if account else None) if name})
    _write(cluster / "pg_ident.conf", [f'danshu "{name}" {ROLE}' for name in names], account)


def _settings(endpoint: Endpoint, *, durable: bool) -> dict[str, str]:
    """PostgreSQL comes tuned for a machine of 20 years ago; these fit from 2 GB of memory up, and an idle shop.

    Untouched shared buffers cost no memory. JIT and many parallel workers slow down short statements. Stock and order
    rows are updated all the time, so vacuum comes at 2 % dead rows rather than at 20 %.
    """
    memory = _memory_bytes()
    return {
        "listen_addresses": "" if endpoint.socket_dir else "127.0.0.1",
        "unix_socket_directories": str(endpoint.socket_dir or ""),
        "unix_socket_permissions": "0700",
        "port": str(endpoint.port),
        "max_connections": "60",
        "shared_buffers": f"{_between(256, memory // 8, 1024)}MB",
        "effective_cache_size": f"{_between(512, memory // 2, 1 << 20)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": f"{_between(64, memory // 32, 512)}MB",
        "max_worker_processes": "4",
        "max_parallel_workers": "2",
        "max_parallel_workers_per_gather": "1",
        "jit": "off",
        "random_page_cost": "1.1",
        "wal_level": "replica",
        "wal_compression": "pglz",
        "max_wal_size": "4GB",
        "min_wal_size": "256MB",
        "checkpoint_completion_target": "0.9",
        "synchronous_commit": "on" if durable else "off",
        "fsync": "on" if durable else "off",
        "full_page_writes": "on" if durable else "off",
        "autovacuum_max_workers": "2",
        "autovacuum_vacuum_scale_factor": "0.02",
        "autovacuum_vacuum_insert_scale_factor": "0.1",
        "autovacuum_analyze_scale_factor": "0.02",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "log_line_prefix": "%m [%p] ",
        "log_min_duration_statement": "5s",
        # Parameters may hold names and addresses, which have no place in a log.
        "log_parameter_max_length": "0",
        "log_min_error_statement": "panic",
    }


def environment() -> dict[str, str]:
    """The environment of PostgreSQL's programs: no PG* of the user's, and a locale that every machine has."""
    import os

    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def give(path: Path, account: Account | None) -> None:
    """Makes `path` the account's own, when we are root."""
    if account and account.switch:
        import os

        os.chown(path, account.uid, account.gid)


def _write(path: Path, lines: list[str], account: Account | None) -> None:
    # A full disk must not leave half a settings file: write beside it, then rename.
    new = path.with_name(path.name + ".new")
    new.write_text("\n".join(lines) + "\n", encoding="utf-8")
    new.chmod(0o600)
    give(new, account)
    new.replace(path)


def _quoted(value: str) -> str:
    escaped = value.replace("'", "''")
    return f"'{escaped}'"


def _between(low: int, amount_bytes: int, high: int) -> int:
    return max(low, min(amount_bytes // _MB, high))


def _memory_bytes() -> int:
    """This machine's memory, or the container's share of it (cgroup v2) when that is less."""
    import psutil

    total: int = psutil.virtual_memory().total
    limit = Path("/sys/fs/cgroup/memory.max")
    text = limit.read_text(encoding="ascii").strip() if limit.exists() else ""
    return min(total, int(text)) if text.isdigit() else total
