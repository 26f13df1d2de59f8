"""The web process as `up` starts it, on a free port, with a key that may read and write orders."""

from __future__ import annotations

import base64
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    port: int
    key: str
    pid: int


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(url: str, data_dir: Path, master_key: bytes, api_key: str) -> Iterator[Server]:
    """Starts the web process and waits until it answers; ends it afterwards."""
    port = free_port()
    environment = {
        **os.environ,
        "DANSHU_DATABASE_URL": url,
        "DANSHU_DATA_DIR": str(data_dir),
        "DANSHU_HOST": "127.0.0.1",
        "DANSHU_PORT": str(port),
        "DANSHU_MASTER_KEY": base64.b64encode(master_key).decode(),
    }
    process = subprocess.Popen([sys.executable, "-m", "danshu.app.http"], env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/healthz", process)
        yield Server("127.0.0.1", port, api_key, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError("the web process ended at once; see its messages above")
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - an address of our own
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the web process did not answer within a minute")
