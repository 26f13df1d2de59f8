"""`python -m danshu.app.http`: the web process."""

from __future__ import annotations

import socket
import sys

import uvicorn

from danshu.app.config import Config
from danshu.app.http import create_app
from danshu.app.http.logs import log_config
from danshu.app.process import collect_seldom
from danshu.kernel.errors import DanshuError

_KEEP_ALIVE_SECONDS = 30
_STOP_SECONDS = 5


class Server(uvicorn.Server):
    """Ends the event streams first: they would keep a stopping server waiting."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        hub = getattr(getattr(self.config.app, "state", None), "hub", None)
        if hub is not None:
            hub.close()
        await super().shutdown(sockets)


def main() -> int:
    """Serves until SIGTERM or SIGINT. The environment says where (see danshu.app.config)."""
    collect_seldom()
    config = Config.from_environment()
    try:
        app = create_app(config)
        if config.database_url is None:
            raise DanshuError("web.no_database_url", "DANSHU_DATABASE_URL is not set.", "Start the web by `danshu up`.")
    except DanshuError as error:
        print(error, file=sys.stderr)
        return 1
    how = uvicorn.Config(
        app, host=config.host, port=config.port, log_config=log_config(), access_log=False, server_header=False,
        ws="none", lifespan="on", timeout_keep_alive=_KEEP_ALIVE_SECONDS, timeout_graceful_shutdown=_STOP_SECONDS,
    )  # fmt: skip
    Server(how).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
