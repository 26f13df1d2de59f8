"""The account that the server runs as. PostgreSQL refuses to run as root, so root lends it a service user."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danshu.kernel.errors import DanshuError

SERVICE_USER = "danshu"
SERVICE_HOME = Path("/var/lib/danshu")


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the operating system. `switch` is true when programs have to change to it (we are root)."""

    name: str
    uid: int
    gid: int
    switch: bool

    def popen(self) -> dict[str, Any]:
        """Keyword arguments for `subprocess` that run a program as this account, in a folder that it can enter."""
        if not self.switch:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": [], "cwd": "/"}


def is_root() -> bool:
    """True for the superuser of a Unix system; on Windows always false."""
    if sys.platform == "win32":
        return False
    import os

    return os.geteuid() == 0


def server_account(cluster: Path) -> Account | None:
    """Who runs the server whose files are in `cluster`: ourselves; as root the files' owner or the service user.

    None on Windows, where the server runs as whoever starts it. Raises `database.account_unnamed` and
    `database.service_user_missing`.
    """
    if sys.platform == "win32":
        return None
    import os
    import pwd

    uid = os.geteuid()
    try:
        own = pwd.getpwuid(uid)
        if uid != 0:
            return Account(own.pw_name, own.pw_uid, own.pw_gid, switch=False)
        owner_uid = cluster.stat().st_uid if cluster.exists() else 0
        entry = pwd.getpwuid(owner_uid) if owner_uid else _service_user()
    except KeyError as error:
        raise DanshuError(
            "database.account_unnamed",
            f"The user running Danshu (uid {uid}) or the owner of {cluster} has no name, and PostgreSQL needs one.",
            "Add the user to /etc/passwd, or use a PostgreSQL of your own with --database-url.",
        ) from error
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, switch=True)


def own_name() -> str | None:
    """The operating system's name of the user running this process; None on Windows."""
    if sys.platform == "win32":
        return None
    import os
    import pwd

    return pwd.getpwuid(os.geteuid()).pw_name


def can_enter(account: Account, folder: Path) -> bool:
    """Whether `account` can reach `folder`: asked of the system itself, which knows modes, groups and ACLs."""
    if not account.switch:
        return True
    test = ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]
    return subprocess.run(test, **account.popen(), check=False, capture_output=True).returncode == 0


if sys.platform != "win32":
    import pwd as _pwd

    def _service_user() -> _pwd.struct_passwd:
        """The service user, made when it is missing. initdb needs a real name, so a bare high uid would not do."""
        try:
            return _pwd.getpwnam(SERVICE_USER)
        except KeyError:
            pass
        shell = next((p for p in ("/usr/sbin/nologin", "/sbin/nologin") if Path(p).exists()), "/bin/false")
        home = str(SERVICE_HOME)
        if program := shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin"):
            command = [program, "--system", "--no-create-home", "--user-group", "--home-dir", home, "--shell", shell]
        elif program := shutil.which("adduser", path="/usr/sbin:/sbin:/usr/bin:/bin"):
            command = [program, "-S", "-D", "-H", "-h", home, "-s", shell]  # BusyBox's own spelling
        else:
            raise _no_service_user("neither useradd nor adduser was found")
        made = subprocess.run([*command, SERVICE_USER], check=False, capture_output=True, text=True)
        try:
            return _pwd.getpwnam(SERVICE_USER)
        except KeyError as error:
            raise _no_service_user(made.stderr.strip() or "it is not in the user database") from error

    def _no_service_user(why: str) -> DanshuError:
        return DanshuError(
            "database.service_user_missing",
            f"PostgreSQL does not run as root, and the service user “{SERVICE_USER}” could not be made: {why}.",
            f"Make a system user named {SERVICE_USER}, or run Danshu as an ordinary user.",
        )
