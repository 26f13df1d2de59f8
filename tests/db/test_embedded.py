"""The embedded server on its hard days: killed owners, killed servers, odd paths, two owners, passwords."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from danshu.db.embedded import EmbeddedPostgres, attached
from danshu.kernel.errors import DanshuError

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="Unix sockets and signals")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a space, Chinese and more bytes than a socket's path may have, open to a service user."""
    top = Path(tempfile.mkdtemp(prefix="danshu-test-"))
    top.chmod(0o755)
    deep = top / "数 据" / ("很长" * 20)
    deep.mkdir(parents=True, mode=0o755)
    yield deep
    shutil.rmtree(top, ignore_errors=True)


def _count(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
    assert row is not None
    return int(row[0])


def _make_table(url: str, rows: int) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, %s) AS n", (rows,))


def _postmaster(folder: Path) -> int:
    return int((folder / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def test_data_outlive_a_stop_and_the_settings_are_ours(folder: Path) -> None:
    with EmbeddedPostgres(folder) as url:
        _make_table(url, 3)
        with psycopg.connect(url) as connection:
            shown = {
                name: connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
                for name in ("listen_addresses", "synchronous_commit", "fsync", "jit", "timezone", "wal_compression")
            }
            collation = connection.execute(
                "SELECT datlocprovider::text, datlocale, encoding FROM pg_database WHERE datname = 'danshu'"
            ).fetchone()
    assert {name: value[0] for name, value in shown.items() if value} == {
        "listen_addresses": "",
        "synchronous_commit": "on",
        "fsync": "on",
        "jit": "off",
        "timezone": "UTC",
        "wal_compression": "pglz",
    }
    assert collation == ("b", "C.UTF-8", 6)
    with EmbeddedPostgres(folder) as url:
        assert _count(url) == 3


def test_a_second_owner_is_refused_and_a_command_attaches(folder: Path) -> None:
    with EmbeddedPostgres(folder) as url:
        with pytest.raises(DanshuError) as refused:
            EmbeddedPostgres(folder).start()
        assert refused.value.code == "database.in_use"
        assert str(os.getpid()) in refused.value.what
        with attached(folder) as same:
            assert same == url
        assert EmbeddedPostgres(folder).is_running()
    assert not EmbeddedPostgres(folder).is_running()


@unix_only
def test_the_socket_folder_is_nobody_elses(folder: Path) -> None:
    with EmbeddedPostgres(folder) as url:
        socket_dir = Path(str(conninfo_to_dict(url)["host"]))
        assert len(os.fsencode(socket_dir / ".s.PGSQL.5432")) <= 107
        assert socket_dir.stat().st_mode & 0o777 == 0o700
    assert not socket_dir.exists(), "a stop leaves nothing behind in /tmp"
    socket_dir.mkdir()
    socket_dir.chmod(0o777)
    with pytest.raises(DanshuError) as refused:
        EmbeddedPostgres(folder).start()
    assert refused.value.code == "database.socket_folder_foreign"
    assert not EmbeddedPostgres(folder).is_running()


@unix_only
def test_committed_rows_survive_a_killed_server(folder: Path) -> None:
    server = EmbeddedPostgres(folder)
    url = server.start()
    try:
        _make_table(url, 1000)
        postmaster = psutil.Process(_postmaster(folder))
        postmaster.kill()
        postmaster.wait(30)
        assert _count(server.restart()) == 1000
    finally:
        server.stop()


@unix_only
def test_a_server_whose_owner_was_killed_is_stopped_and_started_anew(folder: Path) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", _OWNER, str(folder)], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert owner.stdout is not None
    url = owner.stdout.readline().strip()
    _make_table(url, 7)
    orphan = _postmaster(folder)
    owner.kill()
    owner.wait()
    owner.stdout.close()
    assert _count(url) == 7  # the server itself is still there
    told: list[str] = []
    with EmbeddedPostgres(folder, say=told.append) as again:
        assert _postmaster(folder) != orphan
        assert _count(again) == 7
    assert any("left behind" in line for line in told)


_OWNER = """
import sys, threading
from pathlib import Path
from danshu.db.embedded import EmbeddedPostgres
print(EmbeddedPostgres(Path(sys.argv[1])).start(), flush=True)
threading.Event().wait()
"""


@unix_only
def test_a_stale_pid_file_that_names_a_living_stranger_does_not_stop_the_start(folder: Path) -> None:
    with EmbeddedPostgres(folder):
        content = (folder / "postgres" / "postmaster.pid").read_text().splitlines()
    stranger = str(os.getpid())
    (folder / "postgres" / "postmaster.pid").write_text("\n".join([stranger, *content[1:]]) + "\n")
    with EmbeddedPostgres(folder) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_start_killed_in_initdb_leaves_nothing_in_the_way(folder: Path) -> None:
    (folder / "postgres.new" / "base").mkdir(parents=True)
    with EmbeddedPostgres(folder) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_another_major_version_is_refused_with_the_way_out(folder: Path) -> None:
    with EmbeddedPostgres(folder):
        pass
    version = folder / "postgres" / "PG_VERSION"
    version.write_text("12\n")
    with pytest.raises(DanshuError) as refused:
        EmbeddedPostgres(folder).start()
    assert refused.value.code == "database.other_major"
    assert EmbeddedPostgres(folder).owner_pid() is None, "a failed start gives the folder back"


def test_without_unix_sockets_a_password_is_asked_for(folder: Path) -> None:
    server = EmbeddedPostgres(folder, tcp=True)
    with server as url:
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("danshu",)
        wrong = url.replace("danshu:", "danshu:x", 1)
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)
