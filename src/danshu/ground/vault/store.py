"""The master key lies in a file of its own, apart from the database and from every backup of it."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from pathlib import Path

from danshu.kernel.errors import DanshuError

_KEY_BYTES = 32


def load_master_key(data_dir: Path) -> bytes:
    """The installation's 32-byte key: DANSHU_MASTER_KEY (base64), else `<data_dir>/keys/master.key`.

    Makes the file, readable by its owner only, when there is none. Several programs that start at once agree on one
    key. Raises `vault.bad_key`.
    """
    given = os.environ.get("DANSHU_MASTER_KEY")
    if given:
        return _decode(given, "the variable DANSHU_MASTER_KEY")
    path = data_dir / "keys" / "master.key"
    if not path.exists():
        _make(path)
    return _decode(path.read_text(encoding="ascii", errors="replace"), str(path))


def _decode(text: str, where: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != _KEY_BYTES:
        raise DanshuError(
            "vault.bad_key",
            f"The master key in {where} is not {_KEY_BYTES} bytes in base64.",
            "Put back the key that belongs to this database.",
            status=500,
        )
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(_KEY_BYTES)) + b"\n")
            file.flush()
            # A key that is lost in a power cut takes everything sealed with it along.
            os.fsync(file.fileno())
        # A link fails where the name exists: whoever comes second takes the first one's key.
        path.hardlink_to(new)
    except FileExistsError:
        pass
    except OSError:
        if path.exists():
            return
        # A file system without links (FAT, some shares): there a rename is the best there is.
        new.rename(path)
    finally:
        new.unlink(missing_ok=True)
