"""Which database a command works on: the one named, the one a running `up` uses, or the embedded one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from danshu.app.config import Config
from danshu.app.supervisor import Say, run_file, up_lock
from danshu.db.embedded import EmbeddedPostgres, attached


@contextmanager
def database(config: Config, say: Say | None = None) -> Iterator[str]:
    """A URL that answers for the length of the block; starts the embedded server when nobody else has."""
    if config.database_url:
        yield config.database_url
        return
    EmbeddedPostgres(config.data_dir).prepare_folder()
    if up_lock(config).holder() is not None and (url := run_file(config).read().get("database_url")):
        yield str(url)
        return
    with attached(config.data_dir, say) as url:
        yield url
