"""`danshu backup` and `restore`: one file for the database, another for the keys that its secrets need.

The file is a tar: `database.dump` (pg_dump's custom format) and `manifest.json`, in this order, because the manifest
holds the dump's digest and the dump is streamed. A restore is one transaction: what was there stays until all is in.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from danshu import __version__
from danshu.app.cli_database import database
from danshu.app.config import Config
from danshu.app.supervisor import Say, up_lock
from danshu.db.embedded import binaries, cluster, inspect
from danshu.db.migrate import migrate, pending
from danshu.db.sql import SqlFolder
from danshu.kernel.errors import DanshuError

_DUMP, _MANIFEST = "database.dump", "manifest.json"
_CHUNK = 1 << 20
_EVENTS = SqlFolder("danshu.ground.events")


def run(config: Config, options: argparse.Namespace, say: Say) -> int:
    """Does what the command line says and gives 0. Raises DanshuError with codes `backup.*` and `restore.*`."""
    if options.command == "backup":
        backup(config, options.file, say)
        if options.keys:
            export_keys(config, options.keys)
            say(f"wrote the keys to {options.keys}: keep them apart from the backup, and secret")
        else:
            say(f"the keys in {config.keys_dir} are NOT in it, and its secrets need them: save them with --keys FILE")
        return 0
    restore(config, options.file, force=options.force, say=say)
    if options.keys:
        import_keys(config, options.keys)
        say("put the keys back")
    return 0


def backup(config: Config, file: Path, say: Say) -> None:
    """Writes a consistent copy of the database to `file`, also while Danshu runs. Raises `backup.failed`."""
    unfinished = file.with_name(file.name + ".part")
    with database(config, say) as url:
        manifest = {"danshu": __version__, "created_at": _now(), "postgres": inspect.server(url).version}
        manifest["missing_migrations"] = ", ".join(pending(url))
        # Names and addresses are in it: nobody else may read it.
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
        try:
            with unfinished.open("r+b") as out:
                digest = _dump_into(out, url)
                content = json.dumps(manifest | {"sha256": digest}, indent=1).encode()
                info = _member(_MANIFEST, len(content))
                with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
                    tar.addfile(info, io.BytesIO(content))
            unfinished.replace(file)
        finally:
            unfinished.unlink(missing_ok=True)
    say(f"wrote {file} ({file.stat().st_size / 1e6:.1f} MB)")


def _dump_into(out: IO[bytes], url: str) -> str:
    """Streams pg_dump into `out` as a tar member and gives its sha256. The size is known at the end: the header is
    written again then, which saves a second copy of the data on disk."""
    header = _member(_DUMP, 0).tobuf(tarfile.GNU_FORMAT)
    out.write(header)
    command = [binaries.program("pg_dump"), "--format=custom", "--compress=1", "--no-owner", "--no-privileges", url]
    digest, size = hashlib.sha256(), 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=cluster.environment()
    ) as process:
        assert process.stdout and process.stderr
        while chunk := process.stdout.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
        complaint = process.stderr.read().decode("utf-8", "replace").strip()
    if process.returncode:
        raise DanshuError(
            "backup.failed", f"pg_dump could not read the database: {complaint[-600:]}", "Mend it, try again."
        )
    out.write(b"\0" * (-size % tarfile.BLOCKSIZE))
    end = out.tell()
    out.seek(0)
    out.write(_member(_DUMP, size).tobuf(tarfile.GNU_FORMAT))
    out.seek(end)
    return digest.hexdigest()


def restore(config: Config, file: Path, *, force: bool, say: Say) -> None:
    """Puts a backup into the database. Raises `restore.*`; the old data stay as they were then.

    The event epoch is raised and nothing goes out until the channels are resynced (see raise_epoch.sql).
    """
    if not file.is_file():
        raise DanshuError("restore.no_file", f"There is no file {file}.", "Check its name and folder.")
    if (pid := up_lock(config).holder()) is not None:
        raise DanshuError(
            "restore.running", f"Danshu is running (pid {pid}).", "Stop it first: danshu down.", status=409
        )
    manifest = _check(file)
    with database(config, say) as url:
        known = inspect.schemas(url)
        if any(known.values()) and not force:
            raise DanshuError(
                "restore.not_empty",
                f"The database already has {sum(known.values())} tables, and a restore would replace them.",
                "Take a backup of it, then repeat the command with --force.",
                status=409,
            )
        say(f"restoring the backup of {manifest['created_at']} (Danshu {manifest['danshu']})")
        with tarfile.open(file) as tar:
            dump = tar.extractfile(_DUMP)
            assert dump is not None
            _replace(url, dump, list(known))
        applied = migrate(url)
    say(f"restored{f', and applied {len(applied)} newer migrations' if applied else ''}")
    say("nothing is sent to channels and couriers until you resync the channels, which have moved on since the backup")


def _check(file: Path) -> dict[str, Any]:
    """Reads the manifest and compares the dump's digest. Raises `restore.unreadable`."""
    try:
        with tarfile.open(file) as tar:
            dump, manifest_file = tar.extractfile(_DUMP), tar.extractfile(_MANIFEST)
            assert dump is not None and manifest_file is not None
            hasher = hashlib.sha256()
            while chunk := dump.read(_CHUNK):
                hasher.update(chunk)
            manifest: dict[str, Any] = json.loads(manifest_file.read())
    except (tarfile.TarError, KeyError, ValueError, AssertionError) as error:
        raise DanshuError(
            "restore.unreadable",
            f"{file} is not a backup of Danshu, or not a whole one ({error}).",
            "Use another backup.",
        ) from error
    if hasher.hexdigest() != manifest.get("sha256"):
        raise DanshuError("restore.unreadable", f"{file} is damaged: its digest differs.", "Use another backup.")
    return manifest


def _replace(url: str, dump: IO[bytes], schemas: list[str]) -> None:
    """pg_restore turns the dump into statements, psql runs them between ours, all in one transaction."""
    reader = [binaries.program("pg_restore"), "--no-owner", "--no-privileges", "--file=-"]
    writer = [
        binaries.program("psql"),
        "--no-psqlrc",
        "--quiet",
        "--set=ON_ERROR_STOP=1",
        f"--output={os.devnull}",
        url,
    ]
    environment = cluster.environment()
    with (
        subprocess.Popen(writer, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as target,
        subprocess.Popen(reader, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as source,
    ):
        assert target.stdin and source.stdin and source.stdout
        feeder = threading.Thread(target=_feed, args=(dump, source.stdin), daemon=True)
        feeder.start()
        try:
            drops = "".join('DROP SCHEMA "{}" CASCADE;\n'.format(name.replace('"', '""')) for name in schemas)
            target.stdin.write(f"BEGIN;\n{drops}CREATE SCHEMA public;\n".encode())
            _copy_statements(source.stdout, target.stdin)
            feeder.join()
            if source.wait() == 0:
                target.stdin.write(b"SET search_path = public;\n" + _EVENTS.raise_epoch + b";\nCOMMIT;\n")
            target.stdin.close()
        except BrokenPipeError:
            source.kill()  # psql has stopped at an error, which it tells below
        complaint = target.stderr.read().decode("utf-8", "replace").strip() if target.stderr else ""
    if source.returncode or target.returncode:
        raise DanshuError(
            "restore.failed",
            f"The backup could not be put into the database, which is as it was: {complaint[-600:]}",
            "Check that the disk has room and that the server is not older than the one of the backup.",
        )


def _copy_statements(source: IO[bytes], target: IO[bytes]) -> None:
    """Copies statements, without two that pg_dump 17 and newer write at the top and servers before 17 don't know, and
    without making the schema `public`, which we have made."""
    for line in source:
        if line.startswith((b"SET transaction_timeout", b"CREATE SCHEMA public;")):
            continue
        target.write(line)
        if line.startswith((b"CREATE TABLE", b"COPY ")):
            break
    while chunk := source.read(_CHUNK):
        target.write(chunk)


def export_keys(config: Config, file: Path) -> None:
    """Writes the keys folder to a tar that only its owner can read. Raises `backup.no_keys`."""
    if not config.keys_dir.is_dir() or not any(config.keys_dir.iterdir()):
        raise DanshuError("backup.no_keys", f"There are no keys in {config.keys_dir}.", "They are made by `danshu up`.")
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    with tarfile.open(file, "w") as tar:
        for path in sorted(config.keys_dir.iterdir()):
            tar.add(path, arcname=path.name, recursive=False)


def import_keys(config: Config, file: Path) -> None:
    """Puts exported keys into the keys folder; keys that differ are kept under another name. Raises `restore.keys`."""
    config.keys_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with tarfile.open(file) as tar:
            members = [(Path(member.name).name, tar.extractfile(member)) for member in tar if member.isfile()]
            contents = [(name, stream.read()) for name, stream in members if stream]
    except (OSError, tarfile.TarError) as error:
        raise DanshuError("restore.keys", f"{file} holds no keys ({error}).", "Use a file made with --keys.") from error
    for name, content in contents:
        path = config.keys_dir / name
        if path.exists() and path.read_bytes() != content:
            path.rename(path.with_name(f"{name}.before-{_now().replace(':', '')}"))
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(content)


def _member(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, int(datetime.now(UTC).timestamp())
    return info


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _feed(dump: IO[bytes], target: IO[bytes]) -> None:
    """Writes the dump into pg_restore; a thread does it, so that its output can be read at the same time."""
    with contextlib.suppress(BrokenPipeError):
        shutil.copyfileobj(dump, target, _CHUNK)
        target.close()
