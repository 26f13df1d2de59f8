"""The `danshu` command: reads the command line and hands over. What a command needs is imported when it runs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from danshu import __version__
from danshu.app.config import DEFAULT_HOST, DEFAULT_PORT, Config
from danshu.kernel.errors import DanshuError

_EPILOG = """examples:
  danshu up                                   start everything; a second `up` continues with the data
  danshu up --empty --port 8500               start without demo data, at another port
  danshu down                                 stop it
  danshu import orders.xlsx --format taobao   import a file; --dry-run only checks it
  danshu verify                               prove that stock, orders and money add up
  danshu doctor                               say what is wrong and how to mend it
  danshu backup monday.danshu --keys keys.tar save everything, the keys apart
  danshu restore monday.danshu --force        put a backup in the place of today's data
  danshu address < lines.jsonl                match addresses, a JSON line each
  danshu bench                                measure this machine
  danshu test                                 run the tests (in a checkout)
  danshu check                                run every check (in a checkout)
"""


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(
        prog="danshu",
        description="Danshu, the order hub.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"danshu {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    where = _where()

    up = commands.add_parser("up", parents=[where], help="start the database, web and worker")
    up.add_argument("--host", default=None, help=f"address to listen at ({DEFAULT_HOST})")
    up.add_argument("--port", type=int, default=None, help=f"port to listen at ({DEFAULT_PORT}); 0 takes a free one")
    up.add_argument("--empty", action="store_true", help="load no demo data at the first start")
    up.add_argument("--no-worker", action="store_true", help="start no worker here (it runs on another machine)")
    commands.add_parser("down", parents=[where], help="stop a running `up`")
    doctor = commands.add_parser("doctor", parents=[where], help="say what is wrong and how to mend it")
    doctor.add_argument("--json", action="store_true")

    backup = commands.add_parser("backup", parents=[where], help="save the database to a file")
    backup.add_argument("file", type=Path)
    backup.add_argument("--keys", type=Path, metavar="FILE", help="save the keys too, to a file of their own")
    restore = commands.add_parser("restore", parents=[where], help="put a backup into the database")
    restore.add_argument("file", type=Path)
    restore.add_argument("--keys", type=Path, metavar="FILE", help="put these keys back as well")
    restore.add_argument("--force", action="store_true", help="replace the data that is there")

    _add_house_commands(commands, where)
    return parser


def _where() -> argparse.ArgumentParser:
    where = argparse.ArgumentParser(add_help=False)
    where.add_argument("--data-dir", type=Path, default=None, metavar="DIR", help="folder of data, logs and keys")
    where.add_argument("--database-url", default=None, metavar="URL", help="a PostgreSQL (>= 15) of your own")
    return where


def _add_house_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], where: argparse.ArgumentParser
) -> None:
    load = commands.add_parser("import", parents=[where], help="import orders from a file")
    load.add_argument("file", type=Path)
    load.add_argument("--format", default="auto", help="uci, tmall, taobao, jd, generic or a plugin's; auto (default)")
    load.add_argument("--shop", default=None, metavar="NAME", help="the shop's name or code")
    mode = load.add_mutually_exclusive_group()
    mode.add_argument("--history", dest="mode", action="store_const", const="history", help="store final states only")
    mode.add_argument("--live", dest="mode", action="store_const", const="live", help="send orders on their journey")
    load.add_argument("--dry-run", action="store_true", help="read and check, store nothing")
    load.add_argument("--json", action="store_true", help="end with one line of JSON")
    load.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of the summary and row errors")
    verify = commands.add_parser("verify", parents=[where], help="prove every invariant on the live database")
    verify.add_argument("--json", action="store_true")
    commands.add_parser("address", help="match addresses: JSON lines with a text in, province to phone out")
    bench = commands.add_parser("bench", help="measure this machine (in a checkout)", add_help=False)
    bench.add_argument("arguments", nargs=argparse.REMAINDER)
    test = commands.add_parser("test", help="run the tests (in a checkout)", add_help=False)
    test.add_argument("arguments", nargs=argparse.REMAINDER)
    check = commands.add_parser("check", help="run every check (in a checkout)")
    check.add_argument("--skip", action="append", default=[], metavar="STEP", help="leave a step out (tests, web …)")
    check.add_argument("--only", action="append", default=[], metavar="STEP", help="run these steps alone")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives the exit code: 0 well, 1 failed (with its reason), 2 wrong use."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = build_parser()
    # argparse would read options such as -x before REMAINDER itself; these two hand everything on.
    if words[:1] in (["test"], ["bench"]):
        options = argparse.Namespace(command=words[0], arguments=words[1:])
    else:
        options = parser.parse_args(words)
    if options.command is None:
        parser.print_help()
        return 2
    try:
        return _run(options)
    except DanshuError as error:
        print(f"danshu: {error.what}", file=sys.stderr)
        if error.mend:
            print(f"  {error.mend}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (`danshu doctor | head`): there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def config_of(options: argparse.Namespace) -> Config:
    """The environment's configuration, with what the command line says in its place."""
    config = Config.from_environment()
    if getattr(options, "data_dir", None):
        config = replace(config, data_dir=options.data_dir.expanduser().absolute())
    changes = {name: getattr(options, name, None) for name in ("database_url", "host", "port")}
    return replace(config, **{name: value for name, value in changes.items() if value is not None})


def say(text: str) -> None:
    """A line of progress for the person at the terminal."""
    print(f"danshu: {text}", file=sys.stderr, flush=True)


def _run(options: argparse.Namespace) -> int:
    if options.command in ("test", "check", "bench"):
        from danshu.app import cli_check

        return cli_check.run(options)
    if options.command == "address":
        from danshu.app import cli_address

        return cli_address.run(options)
    config = config_of(options)
    if options.command == "up":
        from danshu.app.supervisor import Supervisor

        return Supervisor(config, empty=options.empty, worker=not options.no_worker, say=say).run()
    if options.command == "down":
        from danshu.app.cli_down import down

        return down(config, say)
    if options.command == "doctor":
        from danshu.app.doctor import run

        return run(config, as_json=options.json)
    if options.command in ("backup", "restore"):
        from danshu.app import backup

        return backup.run(config, options, say)
    from danshu.app import cli_data

    return cli_data.run(config, options, say)
