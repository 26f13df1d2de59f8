"""What the programs of one installation agree on: where the data is, which database, which address."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8420


@dataclass(frozen=True, slots=True)
class Config:
    """`database_url` None means the embedded database in `data_dir`. Children of `up` always get a URL."""

    data_dir: Path
    database_url: str | None = None
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Config:
        """Reads DANSHU_DATA_DIR, DANSHU_DATABASE_URL, DANSHU_HOST and DANSHU_PORT; what is not set has its default."""
        folder = environment.get("DANSHU_DATA_DIR")
        return cls(
            data_dir=Path(folder).absolute() if folder else default_data_dir(environment),
            database_url=environment.get("DANSHU_DATABASE_URL") or None,
            host=environment.get("DANSHU_HOST") or DEFAULT_HOST,
            port=int(environment.get("DANSHU_PORT") or DEFAULT_PORT),
        )

    def to_environment(self) -> dict[str, str]:
        """The same as variables, for child processes."""
        variables = {"DANSHU_DATA_DIR": str(self.data_dir), "DANSHU_HOST": self.host, "DANSHU_PORT": str(self.port)}
        return variables | ({"DANSHU_DATABASE_URL": self.database_url} if self.database_url else {})

    @property
    def keys_dir(self) -> Path:
        """Where the master key of the vault lies, apart from the database and from every backup."""
        return self.data_dir / "keys"

    @property
    def logs_dir(self) -> Path:
        return self.data_dir / "logs"

    @property
    def run_dir(self) -> Path:
        return self.data_dir / "run"

    @property
    def address(self) -> str:
        """The address that a person opens on this machine."""
        host = DEFAULT_HOST if self.host in ("0.0.0.0", "::", "") else self.host  # noqa: S104 -- compared, not bound
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def checkout_root() -> Path | None:
    """The checkout that this code runs from, or None for an installed wheel."""
    root = Path(__file__).resolve().parents[3]
    return root if (root / "pyproject.toml").is_file() and (root / "src" / "danshu").is_dir() else None


def static_dir() -> Path:
    """Where the built web bundle lies, in a checkout and in the wheel."""
    return Path(__file__).resolve().parent / "static"


def default_data_dir(environment: Mapping[str, str] = os.environ) -> Path:
    """Root: /var/lib/danshu; a checkout: .data beside its code; else the place that the system has for such data."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return Path("/var/lib/danshu")
    if root := checkout_root():
        return root / ".data"
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Danshu"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Danshu"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "danshu"
