"""`danshu test`, `check` and `bench`: the checkout's own tools, one step after the other, and one summary."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from danshu.app import cli_web
from danshu.app.config import checkout_root, static_dir
from danshu.kernel.errors import DanshuError


@dataclass(frozen=True, slots=True)
class Step:
    """A step of `check`: its name for --skip and --only, and its commands, run in the checkout until one fails."""

    name: str
    commands: tuple[tuple[str, ...], ...]


def run(options: argparse.Namespace) -> int:
    """Runs the command and gives its exit code. Raises `check.no_checkout` and `check.unknown_step`."""
    root = checkout_root()
    if root is None:
        raise DanshuError(
            "check.no_checkout",
            f"`danshu {options.command}` works in a checkout of Danshu, and this one was installed as a package.",
            "Clone the repository and run ./danshu there.",
        )
    if options.command == "bench":
        return _call([sys.executable, "-m", "benchmarks", *options.arguments], root)
    if options.command == "test":
        return _build_pages(root) or _call([sys.executable, "-m", "pytest", *options.arguments], root)
    return check(root, skip=options.skip, only=options.only)


def steps() -> list[Step]:
    """All steps in the order in which they run: the quick ones first."""
    tool = str(Path(sys.executable).parent)
    python = sys.executable
    return [
        Step("format", ((f"{tool}/ruff", "format", "--check", "."),)),
        Step("lint", ((f"{tool}/ruff", "check", "."),)),
        Step("imports", ((f"{tool}/lint-imports", "--config", "importlinter.toml"),)),
        Step("types", ((python, "-m", "mypy"),)),
        Step("house", ((python, "-m", "pytest", "tests/house"),)),
        Step("web", (("npm", "run", "check"),)),
        Step("build", ()),
        Step("tests", ((python, "-m", "pytest", "--ignore=tests/house"),)),
    ]


def check(root: Path, *, skip: list[str], only: list[str]) -> int:
    """Runs the steps, prints one line for each at the end, and gives 1 if any failed."""
    known = [step.name for step in steps()]
    for name in [*skip, *only]:
        if name not in known:
            raise DanshuError("check.unknown_step", f"There is no step “{name}”.", f"The steps are {', '.join(known)}.")
    lines, failed = [], False
    for step in steps():
        if step.name in skip or (only and step.name not in only):
            lines.append(f"  --    {step.name} (left out)")
            continue
        print(f"\n== {step.name}", flush=True)
        began = time.monotonic()
        code = _run_step(step, root)
        failed = failed or code != 0
        lines.append(f"  {'FAIL' if code else 'ok  '}  {step.name}  {time.monotonic() - began:.1f} s")
    print("\n== summary\n" + "\n".join(lines), flush=True)
    return int(failed)


def _run_step(step: Step, root: Path) -> int:
    if step.name == "build":
        return _build_pages(root)
    if step.name == "web":
        return _check_pages(step, root)
    return next((code for command in step.commands if (code := _call(list(command), root))), 0)


def _check_pages(step: Step, root: Path) -> int:
    try:
        npm, environment = cli_web.npm_ready(root)
    except cli_web.WebBuildError as error:
        print(error, file=sys.stderr)
        return 1
    for command in step.commands:
        if code := subprocess.run([*npm, *command[1:]], cwd=root / "web", env=environment, check=False).returncode:
            return code
    return 0


def _build_pages(root: Path) -> int:
    try:
        if not cli_web.is_current(root, static_dir()):
            print("building the web pages", file=sys.stderr, flush=True)
            cli_web.build(root, static_dir())
    except cli_web.WebBuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _call(command: list[str], root: Path) -> int:
    sys.stdout.flush()
    return subprocess.run(command, cwd=root, check=False).returncode
