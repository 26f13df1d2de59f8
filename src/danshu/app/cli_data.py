"""`danshu import` and `danshu verify`: finds the database and hands over to the module that does the work."""

from __future__ import annotations

import argparse
import importlib

from danshu.app.cli_database import database
from danshu.app.config import Config
from danshu.app.supervisor import Say
from danshu.db.migrate import migrate
from danshu.kernel.errors import DanshuError


def run(config: Config, options: argparse.Namespace, say: Say) -> int:
    """Gives the exit code of the command. Raises `import.no_file` before the database is touched."""
    if options.command == "import" and not options.file.is_file():
        raise DanshuError("import.no_file", f"There is no file {options.file}.", "Check its name and folder.")
    with database(config, say) as url:
        migrate(url)
        if options.command == "import":
            return int(importlib.import_module("danshu.app.cli_import").run(config, url, options))
        return int(importlib.import_module("danshu.app.verify").run(url, options))
