"""A backup is put back whole: rows, keys, a higher epoch, and nothing sent out; a damaged one changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest

from danshu.app import backup
from danshu.app.config import Config
from danshu.kernel.errors import DanshuError


@pytest.fixture
def config(database_url: str, tmp_path: Path) -> Config:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "master.key").write_bytes(b"\x00secret\xff")
    return Config(data_dir=tmp_path, database_url=database_url)


def _silent(_: str) -> None:
    return None


def _state(url: str) -> tuple[int, bool, list[str]]:
    with psycopg.connect(url) as connection:
        installation = connection.execute("SELECT epoch, outward_paused FROM installation").fetchone()
        keys = connection.execute("SELECT key FROM setting WHERE key LIKE 'test.%' ORDER BY 1").fetchall()
    assert installation is not None
    return installation[0], installation[1], [row[0] for row in keys]


def _set(url: str, key: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(
            "INSERT INTO setting (key, value, updated_at, updated_by) VALUES (%s, %s, now(), 'test')",
            (key, json.dumps("单枢 'q' \\ \n")),
        )


def test_a_backup_is_put_back_whole_with_a_higher_epoch_and_nothing_sent(config: Config, tmp_path: Path) -> None:
    url = str(config.database_url)
    _set(url, "test.before")
    epoch, paused, _ = _state(url)
    assert not paused
    file = tmp_path / "monday 周一.danshu"
    backup.backup(config, file, _silent)
    assert file.stat().st_mode & 0o077 == 0, "it holds names and addresses"
    _set(url, "test.after")

    with pytest.raises(DanshuError) as refused:
        backup.restore(config, file, force=False, say=_silent)
    assert refused.value.code == "restore.not_empty"

    backup.restore(config, file, force=True, say=_silent)
    assert _state(url) == (epoch + 1, True, ["test.before"])


def test_a_damaged_backup_changes_nothing(config: Config, tmp_path: Path) -> None:
    url = str(config.database_url)
    _set(url, "test.kept")
    file = tmp_path / "b"
    backup.backup(config, file, _silent)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)
    with pytest.raises(DanshuError) as refused:
        backup.restore(config, file, force=True, say=_silent)
    assert refused.value.code == "restore.unreadable"
    assert _state(url)[2] == ["test.kept"]


def test_a_restore_that_fails_at_its_end_leaves_the_database_as_it_was(config: Config, tmp_path: Path) -> None:
    url = str(config.database_url)
    file = tmp_path / "b"
    with psycopg.connect(url, autocommit=True) as connection:
        # Without this table the epoch can't be raised, which is the last thing that a restore does.
        connection.execute("ALTER TABLE installation RENAME TO elsewhere")
        backup.backup(config, file, _silent)
        connection.execute("ALTER TABLE elsewhere RENAME TO installation")
    _set(url, "test.kept")
    with pytest.raises(DanshuError) as failed:
        backup.restore(config, file, force=True, say=_silent)
    assert failed.value.code == "restore.failed"
    assert "installation" in failed.value.what
    assert _state(url) == (1, False, ["test.kept"])


def test_keys_travel_in_a_file_of_their_own(config: Config, tmp_path: Path) -> None:
    file, keys = tmp_path / "b", tmp_path / "k"
    backup.backup(config, file, _silent)
    backup.export_keys(config, keys)
    assert b"secret" not in file.read_bytes()
    assert keys.stat().st_mode & 0o077 == 0
    other = Config(data_dir=tmp_path / "other", database_url=config.database_url)
    (other.keys_dir).mkdir(parents=True)
    (other.keys_dir / "master.key").write_bytes(b"another")
    backup.import_keys(other, keys)
    assert (other.keys_dir / "master.key").read_bytes() == b"\x00secret\xff"
    assert [p.read_bytes() for p in other.keys_dir.iterdir() if p.name != "master.key"] == [b"another"]
