"""Fixtures that every test may use: a real PostgreSQL, and a fresh database with all migrations for each test."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from danshu.db.embedded import EmbeddedPostgres
from danshu.db.migrate import migrate


@pytest.fixture(scope="session")
def database_server() -> Iterator[str]:
    """Connection string of a server on which we may make databases: DANSHU_TEST_DATABASE_URL, else an embedded one."""
    if url := os.environ.get("DANSHU_TEST_DATABASE_URL"):
        yield url
        return
    # Not pytest's own folder, which nobody but root may enter: as root the server runs as a service user.
    folder = Path(tempfile.mkdtemp(prefix="danshu-test-"))
    folder.chmod(0o755)
    server = EmbeddedPostgres(folder / "data", durable=False)
    try:
        server.start()
        yield server.url_of("postgres")
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def database_template(database_server: str) -> Iterator[str]:
    """Name of a migrated database that tests are cloned from: a clone takes milliseconds, migrating much longer."""
    name = f"danshu_template_{uuid.uuid4().hex[:12]}"
    _admin(database_server, sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    try:
        migrate(_url_of(database_server, name))
        yield name
    finally:
        _admin(database_server, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def database_url(database_server: str, database_template: str) -> Iterator[str]:
    """Connection string of a fresh, migrated database, dropped after the test."""
    name = f"danshu_test_{uuid.uuid4().hex[:12]}"
    clone = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    # FILE_COPY costs two checkpoints, WAL_LOG the writing of 10 MB of log: the latter is quicker for small templates.
    _admin(database_server, clone.format(sql.Identifier(name), sql.Identifier(database_template)))
    try:
        yield _url_of(database_server, name)
    finally:
        _admin(database_server, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """The checkout."""
    return Path(__file__).resolve().parents[1]


def _admin(server: str, statement: sql.Composed) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


def _url_of(server: str, database: str) -> str:
    """The server's connection string with another database, as key-value pairs."""
    return make_conninfo(server, dbname=database)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Under DANSHU_FORBID_SKIPS=1 (CI) a skipped test is a failure: a check that did not run proves nothing."""
    if skipped := _forbidden_skips(terminalreporter):
        terminalreporter.section("skips are forbidden here")
        for report in skipped:
            terminalreporter.line(f"{report.nodeid}: {report.longrepr}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and _forbidden_skips(reporter) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _forbidden_skips(reporter: pytest.TerminalReporter) -> list[pytest.TestReport]:
    if os.environ.get("DANSHU_FORBID_SKIPS") != "1":
        return []
    return list(reporter.stats.get("skipped", []))
